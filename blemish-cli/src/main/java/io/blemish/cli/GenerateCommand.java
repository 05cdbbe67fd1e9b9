package io.blemish.cli;

import io.blemish.cli.option.Choices;
import io.blemish.cli.option.SeedOption;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.generator.Difficulty;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish generate}. */
@Command(
        name = "generate",
        description =
                "Generates pictures of parts with and without defects, and exact masks, in the layout of MVTec AD.")
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A new or empty folder; each kind gets a folder in it.")
    private Path folder;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            converter = Choices.Kinds.class,
            completionCandidates = Choices.Kinds.class,
            description = "The kinds of parts: ${COMPLETION-CANDIDATES} (default: all).")
    private List<PartKind> kinds = List.of(PartKind.values());

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Width and height of a picture (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--train",
            paramLabel = "N",
            defaultValue = "40",
            description = "Good pictures of each kind to fit on (default: ${DEFAULT-VALUE}).")
    private int train;

    @Option(
            names = "--test-good",
            paramLabel = "N",
            defaultValue = "15",
            description = "Good pictures of each kind to test on (default: ${DEFAULT-VALUE}).")
    private int testGood;

    @Option(
            names = "--per-defect",
            paramLabel = "N",
            defaultValue = "6",
            description = "Pictures of each defect (default: ${DEFAULT-VALUE}).")
    private int perDefect;

    @Option(
            names = "--difficulty",
            paramLabel = "LEVEL",
            defaultValue = "easy",
            converter = Choices.Difficulties.class,
            completionCandidates = Choices.Difficulties.class,
            description =
                    "How hard the defects are to find: ${COMPLETION-CANDIDATES}. medium and hard have smaller and fainter"
                            + " defects, faded areas and exchanged pieces as well, parts that are turned, and light that drifts (default:"
                            + " ${DEFAULT-VALUE}).")
    private Difficulty difficulty;

    @Mixin
    private SeedOption seed;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        final GeneratorOptions options = options();
        final Console console = Console.of(spec);
        try (Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress()) {
            PartGenerator.generate(folder, options, workers, progress);
        }
        console.out().println("Wrote " + options.kinds().size() + " kinds of parts to " + folder + ".");
        return ExitCode.DONE;
    }

    private GeneratorOptions options() {
        try {
            return new GeneratorOptions(kinds, size, seed.seed(), train, testGood, perDefect, difficulty);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
