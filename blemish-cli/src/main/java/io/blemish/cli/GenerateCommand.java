package io.blemish.cli;

import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish generate}. */
@Command(
        name = "generate",
        description = "Writes generated parts with and without defects, with exact masks, in MVTec AD's layout.")
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A new or empty folder; each kind gets a folder in it.")
    private Path folder;

    @Option(
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "Of plate, textile, label, gear, board, tile (default: all).")
    private List<String> kinds = List.of();

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Width and height of a picture.")
    private int size;

    @Option(names = "--train", paramLabel = "N", defaultValue = "40", description = "Good pictures to fit on.")
    private int train;

    @Option(names = "--test-good", paramLabel = "N", defaultValue = "15", description = "Good pictures to test on.")
    private int testGood;

    @Option(names = "--per-defect", paramLabel = "N", defaultValue = "6", description = "Pictures of each defect.")
    private int perDefect;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0", description = "Of everything that is drawn.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Threads that work at once (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        final GeneratorOptions options = options();
        try (Workers workers = new Workers(threads);
                ProgressBars progress = new ProgressBars(spec.commandLine().getErr())) {
            PartGenerator.generate(folder, options, workers, progress);
        }
        spec.commandLine().getOut().println("wrote " + options.kinds().size() + " kinds of parts to " + folder);
        return ExitCode.DONE;
    }

    private GeneratorOptions options() {
        final List<PartKind> chosen = kinds.isEmpty()
                ? List.of(PartKind.values())
                : kinds.stream().map(PartKind::of).toList();
        try {
            return new GeneratorOptions(chosen, size, seed, train, testGood, perDefect);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
