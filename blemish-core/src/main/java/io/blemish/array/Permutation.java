package io.blemish.array;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random orders. */
public final class Permutation {
    private Permutation() {}

    /**
     * {@return the numbers from 0 in an order that is drawn by a seeded shuffle (Fisher and Yates)}
     *
     * @param count how many numbers
     * @param seed of the shuffle
     */
    public static int[] draw(final int count, final long seed) {
        final int[] order = IntStream.range(0, count).toArray();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = count - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
