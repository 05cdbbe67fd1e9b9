package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetFormat;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which data set to read, and how. */
final class DataOptions {
    @Parameters(paramLabel = "DATA", description = "The data set's folder.")
    private Path data;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The folder's layout (${COMPLETION-CANDIDATES}); found by looking where it is left out.",
            completionCandidates = Formats.class)
    private @Nullable String format;

    @Option(names = "--category", paramLabel = "NAME", description = "The category, for a folder of several data sets.")
    private @Nullable String category;

    @Option(
            names = "--split",
            paramLabel = "FILE",
            description = "A JSON file {\"train\": [...], \"test_normal\": [...]} that divides the good pictures.")
    private @Nullable Path split;

    @Option(
            names = "--test-fraction",
            paramLabel = "SHARE",
            description = "Share of the good pictures kept for the test where nothing else divides them.")
    private double testFraction = DatasetOptions.DEFAULT.testFraction();

    /** Reads it. */
    Dataset open(final long seed, final int trainEvery) {
        return Datasets.open(
                data,
                new DatasetOptions(
                        Optional.ofNullable(format).map(DataOptions::parse),
                        Optional.ofNullable(category),
                        Optional.ofNullable(split),
                        seed,
                        testFraction,
                        trainEvery,
                        DatasetOptions.DEFAULT.frameEvery()));
    }

    private static DatasetFormat parse(final String name) {
        return Arrays.stream(DatasetFormat.values())
                .filter(format -> format.commandName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("'" + name + "' is no format. Formats are: "
                        + Arrays.stream(DatasetFormat.values())
                                .map(DatasetFormat::commandName)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /** The formats' names, for the help. */
    static final class Formats implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Arrays.stream(DatasetFormat.values())
                    .map(DatasetFormat::commandName)
                    .iterator();
        }
    }
}
