package io.blemish.cli;

import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetFormat;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import java.nio.file.Path;
import java.util.Optional;
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
            converter = Choices.Formats.class,
            completionCandidates = Choices.Formats.class,
            description = "The folder's layout (${COMPLETION-CANDIDATES}); found by looking where it is left out.")
    private @Nullable DatasetFormat format;

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
            defaultValue = "0.2",
            description = "Share of the good pictures kept for the test where nothing else divides them.")
    private double testFraction;

    @Option(
            names = "--frame-every",
            paramLabel = "N",
            defaultValue = "1",
            converter = Choices.Positive.class,
            description = "Of clips, take every N-th frame only; 5 is the rule of mSTC.")
    private int frameEvery;

    /** Reads it. */
    Dataset open(final long seed, final int trainEvery) {
        return Datasets.open(
                data,
                new DatasetOptions(
                        Optional.ofNullable(format),
                        Optional.ofNullable(category),
                        Optional.ofNullable(split),
                        seed,
                        testFraction,
                        trainEvery,
                        frameEvery));
    }
}
