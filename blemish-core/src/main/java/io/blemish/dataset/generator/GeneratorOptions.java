package io.blemish.dataset.generator;

import java.util.List;

/**
 * The options for generating parts. Start from {@link #DEFAULT} and change some.
 *
 * @param kinds the parts, each a data set of its own
 * @param size width and height of the pictures, in {@code [64, 2048]}
 * @param seed of every random choice; the same seed gives the same files
 * @param train good pictures to fit on, at least 1
 * @param testGood good pictures to test
 * @param perDefect pictures of each defect
 * @param difficulty how hard the defects are to find
 */
public record GeneratorOptions(
        List<PartKind> kinds, int size, long seed, int train, int testGood, int perDefect, Difficulty difficulty) {
    /** Every kind, 256 × 256, seed 0, 40 pictures to fit on, 15 good pictures and 6 of each defect to test. */
    public static final GeneratorOptions DEFAULT = new GeneratorOptions(List.of(PartKind.values()), 256, 0, 40, 15, 6);

    private static final int SMALLEST = 64;
    private static final int LARGEST = 2048;

    /**
     * Checks the ranges.
     *
     * @param kinds the parts, at least one, each a data set of its own; copied, each part once
     * @param size width and height of the pictures, in pixels, in {@code [64, 2048]}
     * @param seed the seed of every random choice; the same seed gives the same files
     * @param train number of good pictures to fit on, at least 1
     * @param testGood number of good pictures to test, at least 0
     * @param perDefect number of pictures of each defect to test, at least 0
     * @param difficulty the size and contrast of defects, and how parts and light vary
     */
    public GeneratorOptions {
        kinds = kinds.stream().distinct().toList();
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException("size must be from 64 to 2048, not " + size);
        }
        if (kinds.isEmpty() || train < 1 || testGood < 0 || perDefect < 0) {
            throw new IllegalArgumentException("at least one kind and one picture to fit on, and no negative counts");
        }
    }

    /**
     * Easy parts.
     *
     * @param kinds the parts, at least one, each a data set of its own; copied, each part once
     * @param size width and height of the pictures, in pixels, in {@code [64, 2048]}
     * @param seed the seed of every random choice; the same seed gives the same files
     * @param train number of good pictures to fit on, at least 1
     * @param testGood number of good pictures to test, at least 0
     * @param perDefect number of pictures of each defect to test, at least 0
     */
    public GeneratorOptions(
            final List<PartKind> kinds,
            final int size,
            final long seed,
            final int train,
            final int testGood,
            final int perDefect) {
        this(kinds, size, seed, train, testGood, perDefect, Difficulty.EASY);
    }

    /**
     * {@return these options with defects that are harder or easier to find}
     *
     * @param value size and contrast of defects, and how parts and light vary
     */
    public GeneratorOptions withDifficulty(final Difficulty value) {
        return new GeneratorOptions(kinds, size, seed, train, testGood, perDefect, value);
    }

    /**
     * {@return these options with other parts}
     *
     * @param value the parts, at least one, each a data set of its own
     */
    public GeneratorOptions withKinds(final List<PartKind> value) {
        return new GeneratorOptions(value, size, seed, train, testGood, perDefect, difficulty);
    }

    /**
     * {@return these options with another size of picture}
     *
     * @param value width and height of the pictures, in pixels, in {@code [64, 2048]}
     */
    public GeneratorOptions withSize(final int value) {
        return new GeneratorOptions(kinds, value, seed, train, testGood, perDefect, difficulty);
    }

    /**
     * {@return these options with another seed}
     *
     * @param value seed of every random choice; the same seed gives the same files
     */
    public GeneratorOptions withSeed(final long value) {
        return new GeneratorOptions(kinds, size, value, train, testGood, perDefect, difficulty);
    }

    /**
     * {@return these options with other numbers of pictures}
     *
     * @param trainCount number of good pictures to fit on, at least 1
     * @param testGoodCount number of good pictures to test, at least 0
     * @param perDefectCount number of pictures of each defect to test, at least 0
     */
    public GeneratorOptions withCounts(final int trainCount, final int testGoodCount, final int perDefectCount) {
        return new GeneratorOptions(kinds, size, seed, trainCount, testGoodCount, perDefectCount, difficulty);
    }
}
