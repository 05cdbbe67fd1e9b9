package io.blemish.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options for reading a data set. Start from {@link #DEFAULT} and change some.
 *
 * @param layout the layout, or empty to find it by the names of the folders
 * @param category the folder below the root to read, for a set that is a folder of categories
 * @param splitFile a JSON file {@code {"train": [names], "test_normal": [names]}} that divides the good pictures, each
 *     named by its file name with or without its extension or by its path below the root. Only for layouts that do not
 *     divide their pictures themselves
 * @param seed of the draw that divides the good pictures if neither the layout nor a split file does
 * @param testFraction the share of good pictures that this draw keeps for the test, in {@code [0, 1)}
 * @param trainEvery fit on every n-th training picture only: those at 0, n, 2n, … in the split file's order, or else by
 *     id; at least 1
 * @param frameEvery take every n-th frame of a video's clip only, to fit on and to test: those at 0, n, 2n, … of each
 *     clip; at least 1. With 5, ShanghaiTech becomes mSTC (Roth et al., Towards Total Recall, 2022, section 4.1)
 */
public record DatasetOptions(
        Optional<DatasetLayout> layout,
        Optional<String> category,
        Optional<Path> splitFile,
        long seed,
        double testFraction,
        int trainEvery,
        int frameEvery) {
    /** Finds the layout, seed 0, a fifth of the good pictures for the test, every training picture and frame. */
    public static final DatasetOptions DEFAULT =
            new DatasetOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0.2, 1, 1);

    /**
     * Checks the ranges.
     *
     * @param layout the layout of the folders, or empty to find it by the names of the folders
     * @param category name of the folder below the root to read; empty if the root is itself the data set
     * @param splitFile path of a JSON file that divides the good pictures, as described at {@link DatasetOptions}; empty for
     *     none
     * @param seed the seed of the draw that divides the good pictures if neither the layout nor a split file does
     * @param testFraction share of the good pictures that the draw keeps for the test, in {@code [0, 1)}
     * @param trainEvery the number n, to use every n-th training picture; at least 1, and 1 uses all
     * @param frameEvery the number n, to use every n-th frame of each clip; at least 1, and 1 uses all
     */
    public DatasetOptions {
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw new IllegalArgumentException("testFraction must be in [0, 1), not " + testFraction);
        }
        if (trainEvery < 1) {
            throw new IllegalArgumentException("trainEvery must be at least 1, not " + trainEvery);
        }
        if (frameEvery < 1) {
            throw new IllegalArgumentException("frameEvery must be at least 1, not " + frameEvery);
        }
    }

    /**
     * {@return these options with the layout named}
     *
     * @param value the layout of the folders
     */
    public DatasetOptions withLayout(final DatasetLayout value) {
        return new DatasetOptions(Optional.of(value), category, splitFile, seed, testFraction, trainEvery, frameEvery);
    }

    /**
     * {@return these options for one category of several}
     *
     * @param value name of the folder below the root to read
     */
    public DatasetOptions withCategory(final String value) {
        return new DatasetOptions(layout, Optional.of(value), splitFile, seed, testFraction, trainEvery, frameEvery);
    }

    /**
     * {@return these options with a split file}
     *
     * @param value path of a JSON file that divides the good pictures, as described at {@link DatasetOptions}
     */
    public DatasetOptions withSplitFile(final Path value) {
        return new DatasetOptions(layout, category, Optional.of(value), seed, testFraction, trainEvery, frameEvery);
    }

    /**
     * {@return these options with another seed}
     *
     * @param value seed of the draw that divides the good pictures if neither the layout nor a split file does
     */
    public DatasetOptions withSeed(final long value) {
        return new DatasetOptions(layout, category, splitFile, value, testFraction, trainEvery, frameEvery);
    }

    /**
     * {@return these options with another share of good pictures for the test}
     *
     * @param value share of the good pictures that the draw keeps for the test, in {@code [0, 1)}
     */
    public DatasetOptions withTestFraction(final double value) {
        return new DatasetOptions(layout, category, splitFile, seed, value, trainEvery, frameEvery);
    }

    /**
     * {@return these options with every n-th training picture only}
     *
     * @param value the number n, to use every n-th training picture; at least 1, and 1 uses all
     */
    public DatasetOptions withTrainEvery(final int value) {
        return new DatasetOptions(layout, category, splitFile, seed, testFraction, value, frameEvery);
    }

    /**
     * {@return these options with every n-th frame of each clip only}
     *
     * @param value the number n, to use every n-th frame of each clip; at least 1, and 1 uses all
     */
    public DatasetOptions withFrameEvery(final int value) {
        return new DatasetOptions(layout, category, splitFile, seed, testFraction, trainEvery, value);
    }
}
