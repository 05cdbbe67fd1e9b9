package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetFormat;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which data set to read, and how; how the layout is named is left to those who extend it. */
abstract class DataSelection {
    private static final String ALL = "all";

    @Parameters(paramLabel = "DATA", description = "The data set's folder.")
    private Path data;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "The category, for a folder of several data sets; of run also 'all', its default.")
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

    /** The layout that the user named, if any. */
    abstract Optional<DatasetFormat> layout();

    /** Reads it. */
    Dataset open(final long seed, final int trainEvery) {
        if (ALL.equals(category)) {
            throw new InputException("This command takes one category at a time. All of them are fitted and evaluated"
                    + " by: blemish run " + data + " --category all -o FOLDER");
        }
        return open(seed, trainEvery, Optional.ofNullable(category));
    }

    /** Reads one category of it, or the whole where that is empty. */
    Dataset open(final long seed, final int trainEvery, final Optional<String> one) {
        return Datasets.open(
                data,
                new DatasetOptions(
                        layout(), one, Optional.ofNullable(split), seed, testFraction, trainEvery, frameEvery));
    }

    /** The category that is named or every one that there is; a data set without any is one without a name. */
    List<Optional<String>> categories() {
        if (category != null && !category.equals(ALL)) {
            return List.of(Optional.of(category));
        }
        final List<String> there = Datasets.categories(data);
        return there.isEmpty()
                ? List.of(Optional.empty())
                : there.stream().map(Optional::of).toList();
    }

    /** The folder's name. */
    String name() {
        return String.valueOf(data.toAbsolutePath().normalize().getFileName());
    }
}
