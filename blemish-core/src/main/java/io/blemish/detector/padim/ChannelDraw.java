package io.blemish.detector.padim;

import java.util.Arrays;
import java.util.Random;

/** Draws the channels that PaDiM keeps. */
final class ChannelDraw {
    private ChannelDraw() {}

    /**
     * Draws channels: the first of a shuffle (Fisher and Yates) with {@link Random}, whose sequence the Java platform
     * fixes, in ascending order.
     *
     * @param available how many there are
     * @param count how many to draw, in {@code [1, available]}
     * @param seed of the shuffle
     */
    static int[] draw(final int available, final int count, final long seed) {
        if (count < 1 || count > available) {
            throw new IllegalArgumentException("cannot draw " + count + " of " + available + " channels");
        }
        final int[] order = new int[available];
        for (int i = 0; i < available; i++) {
            order[i] = i;
        }
        final Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            final int j = i + random.nextInt(available - i);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        final int[] drawn = Arrays.copyOf(order, count);
        Arrays.sort(drawn);
        return drawn;
    }
}
