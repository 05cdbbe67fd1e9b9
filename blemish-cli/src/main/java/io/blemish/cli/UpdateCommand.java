package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.option.ModelChangeOptions;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.model.ModelUpdate;
import io.blemish.model.UpdateSummary;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish update}. */
@Command(
        name = "update",
        description = {
            "Adds good pictures to a model, or takes pictures out of it, without a fit.",
            "The threshold is set anew. The model file is replaced in one step and remembers the change."
        })
@OptionGroup("Update")
final class UpdateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoredModel model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PICTURES",
            description = "Further pictures of good parts, or folders of them.")
    private List<Path> pictures = List.of();

    @Common
    @Option(
            names = "--forget",
            paramLabel = "NAME",
            description =
                    "Take a picture out again, such as one that was not good. 'info --json' lists the names. May be given"
                            + " several times.")
    private List<String> forgotten = List.of();

    @Mixin
    private ModelChangeOptions changed;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        if (pictures.isEmpty() && forgotten.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Nothing is to be updated: give pictures of good parts, or --forget NAME.");
        }
        final List<Picture> added = PictureInput.find(pictures).stream()
                .map(input -> Picture.of(input.file().toString().replace('\\', '/'), input.file()))
                .toList();
        final Path target = changed.target(model.file());
        final UpdateSummary summary;
        try (Model opened = model.open(1, console);
                Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress()) {
            summary = new ModelUpdate(opened, model.file(), added, new LinkedHashSet<>(forgotten))
                    .write(target, changed.who(), changed.why(), changed.time(), workers, progress);
        }
        summary.failures().forEach(console::fail);
        new UpdateReport(target, summary).lines().forEach(console.out()::println);
        console.out().flush();
        return summary.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
}
