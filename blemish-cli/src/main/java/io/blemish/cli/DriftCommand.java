package io.blemish.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.cli.option.DriftChoices;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.drift.DriftMonitor;
import io.blemish.drift.DriftOptions;
import io.blemish.drift.DriftState;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.parallel.Workers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish drift}. */
@Command(
        name = "drift",
        description = {
            "Says whether pictures still look like those that a model learned from, and if not, from which one on.",
            "Takes the pictures of a folder in the order of their names. Ends with exit code 12 if there is drift."
        })
final class DriftCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoredModel model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMG|DIR",
            description = "Pictures, or folders of pictures.")
    private List<Path> inputs = List.of();

    @Option(names = "--json", description = "Print a JSON document instead of text.")
    private boolean json;

    @Mixin
    private DriftChoices choices;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        final DriftOptions options = options();
        final List<Path> files =
                PictureInput.find(inputs).stream().map(PictureInput::file).toList();
        final List<Path> watched = new ArrayList<>();
        final DriftState state;
        try (Model opened = model.open(1, console);
                Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress()) {
            final DriftMonitor monitor = DriftMonitor.of(opened.calibration(), opened.appearance(), options);
            new PicturesInOrder(model.batch(), workers)
                    .judge(opened, files, progress, (file, outcome) -> watch(monitor, file, outcome, watched, console));
            state = monitor.state();
        }
        if (json) {
            console.out().print(new String(Json.document(Document.of(state, watched)), StandardCharsets.UTF_8));
            console.out().flush();
        } else {
            new DriftTable(state, watched).print(console.out());
        }
        if (state.scoresOnly()) {
            console.warn(
                    "Only the scores are watched, because the model was fitted to one picture, or by an earlier version, which"
                            + " did not keep how its training pictures look; fit it again to watch light, focus and position,"
                            + " too.");
        }
        if (watched.size() < files.size()) {
            return ExitCode.SOME_FAILED;
        }
        return state.drift() ? ExitCode.DRIFT : ExitCode.DONE;
    }

    private DriftOptions options() {
        try {
            return choices.options();
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }

    private static void watch(
            final DriftMonitor monitor,
            final Path file,
            final Outcome outcome,
            final List<Path> watched,
            final Console console) {
        try {
            outcome.orElseThrow();
            watched.add(file);
            outcome.observation().ifPresent(monitor::observe);
        } catch (final BlemishException e) {
            console.fail(e);
        }
    }

    /**
     * The JSON document.
     *
     * @param state what is known
     * @param picture at which drift was told, if it was
     * @param sentences the same for people
     */
    private record Document(
            DriftState state,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> picture,
            List<String> sentences) {
        static Document of(final DriftState state, final List<Path> watched) {
            final List<String> sentences = new ArrayList<>();
            sentences.add(DriftSentence.of(state));
            state.causes().forEach(cause -> sentences.add(DriftSentence.of(cause)));
            return new Document(
                    state,
                    state.since().map(number -> watched.get((int) (number - 1)).toString()),
                    sentences);
        }
    }
}
