package io.blemish.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The training pictures that set the threshold, and the others.
 */
final class Holdout {
    private final int[] kept;
    private final int[] heldOut;

    private Holdout(final int[] kept, final int[] heldOut) {
        this.kept = kept;
        this.heldOut = heldOut;
    }

    /** The pictures that do not set the threshold, ascending. */
    int[] kept() {
        return kept;
    }

    /** The pictures that set the threshold, ascending. */
    int[] heldOut() {
        return heldOut;
    }

    /**
     * Draws them: the first of a seeded shuffle (Fisher and Yates), at least one and not all.
     *
     * @param pictures how many there are, at least 2
     * @param share to hold out, in {@code (0, 1)}
     * @param seed of the shuffle
     */
    static Holdout draw(final int pictures, final double share, final long seed) {
        final int[] order = IntStream.range(0, pictures).toArray();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = pictures - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        final int count = (int) Math.max(1, Math.min(pictures - 1L, Math.round(pictures * share)));
        return new Holdout(sorted(order, count, pictures), sorted(order, 0, count));
    }

    private static int[] sorted(final int[] order, final int from, final int to) {
        final int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }
}
