package io.blemish.cli;

import io.blemish.cli.option.Choices;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.export.CheckSummary;
import io.blemish.export.ExportOptions;
import io.blemish.export.GraphPixels;
import io.blemish.export.ModelExport;
import io.blemish.export.PictureOrigin;
import io.blemish.image.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish export}. */
@Command(
        name = "export",
        description = {
            "Writes a model as one ONNX graph, from pixels to score, verdict and map, that runs without Blemish.",
            "The graph is run and compared with the model first; nothing is written unless they judge alike."
        })
@OptionGroup("Export")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoredModel model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PICTURES",
            description =
                    "Pictures, or folders of them, on which graph and model are compared (default: the training pictures,"
                            + " if they are found, or made-up ones).")
    private List<Path> pictures = List.of();

    @Common
    @Option(
            names = {"-o", "--output"},
            paramLabel = "GRAPH",
            description = "The ONNX file to write.")
    private @Nullable Path output;

    @Common
    @Option(
            names = "--check",
            paramLabel = "GRAPH",
            description = "Compare a graph that was written before with the model, and write nothing.")
    private @Nullable Path check;

    @Common
    @Option(
            names = "--pixels",
            paramLabel = "TYPE",
            defaultValue = "uint8",
            converter = Choices.PixelTypes.class,
            completionCandidates = Choices.PixelTypes.class,
            description =
                    "What the graph takes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). uint8 is [n, height, width,"
                            + " 3] of 0 to 255, float32 is [n, 3, height, width] of 0 to 1.")
    private GraphPixels pixels;

    @Common
    @Option(
            names = "--half",
            description =
                    "Keep weights and memory bank in 16 bits, for a file of half the size; scores may change by up to 1%%.")
    private boolean half;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        if ((output == null) == (check == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give either -o GRAPH, to write the model as a graph, or --check GRAPH, to compare one with the model.");
        }
        final List<Picture> given =
                PictureInput.find(pictures).stream().map(PictureInput::picture).toList();
        final ModelExport export = new ModelExport(model.file(), model.options(threads.threads()));
        final Path graph = output == null ? check : output;
        final CheckSummary summary;
        try (ProgressBars progress = console.progress()) {
            summary = output == null
                    ? export.check(graph, given, progress)
                    : export.write(graph, new ExportOptions(pixels, half), given, progress);
        }
        console.out().println(sentence(graph, summary));
        console.out().flush();
        if (summary.source() == PictureOrigin.MADE_UP) {
            console.warn("The training pictures are not found, so the graph was compared on made-up pictures alone."
                    + " Name good and defective pictures to compare it on those.");
        }
        return ExitCode.DONE;
    }

    private static String sentence(final Path graph, final CheckSummary summary) {
        return String.format(
                Locale.ROOT,
                "%s judges %d %s as the model does: the same verdicts, scores within %.1e and maps within %.1e.",
                graph,
                summary.pictures(),
                words(summary.source()),
                summary.scoreDifference(),
                summary.mapDifference());
    }

    private static String words(final PictureOrigin origin) {
        return switch (origin) {
            case GIVEN -> "pictures";
            case TRAINING -> "training pictures";
            case MADE_UP -> "made-up pictures";
        };
    }
}
