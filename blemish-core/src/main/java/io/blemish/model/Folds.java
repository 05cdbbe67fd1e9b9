package io.blemish.model;

import io.blemish.array.Permutation;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The training pictures in parts of nearly equal size. Each part is scored by a detector that is trained on the others. */
final class Folds {
    private final int[][] parts;

    private Folds(final int[][] parts) {
        this.parts = parts;
    }

    /**
     * Draws them by a seeded shuffle (Fisher and Yates).
     *
     * @param pictures how many there are; one alone is its own part
     * @param count how many parts, at least 2; with fewer pictures each is a part
     * @param seed of the shuffle
     */
    static Folds draw(final int pictures, final int count, final long seed) {
        final int[] order = Permutation.draw(pictures, seed);
        final int[][] parts = new int[Math.min(count, pictures)][];
        for (int p = 0; p < parts.length; p++) {
            parts[p] = Arrays.copyOfRange(
                    order, (int) ((long) p * pictures / parts.length), (int) ((p + 1L) * pictures / parts.length));
            Arrays.sort(parts[p]);
        }
        return new Folds(parts);
    }

    /** How many parts there are. */
    int count() {
        return parts.length;
    }

    /** The pictures of a part, ascending. */
    int[] heldOut(final int part) {
        return parts[part];
    }

    /** The pictures of the other parts, ascending. */
    int[] kept(final int part) {
        return IntStream.range(0, parts.length)
                .filter(other -> other != part)
                .flatMap(other -> Arrays.stream(parts[other]))
                .sorted()
                .toArray();
    }
}
