package io.blemish.image;

import java.util.Arrays;

/**
 * The weights of a resampling filter along one axis: for each new pixel, the first old pixel that it sees and the
 * weights of that one and the following.
 */
final class Filter {
    /** The bits of an int, less 8 of the pixel and 2 so that a sum above 1 does not overflow. */
    private static final int FRACTION_BITS = 22;

    /** Half a unit. A sum starts from it, so that the shift in {@link #toByte} rounds. */
    static final int HALF = 1 << (FRACTION_BITS - 1);

    private static final int ONE = 1 << FRACTION_BITS;

    private final int[] firsts;
    private final int[] starts;
    private final int[] weights;

    private Filter(final int[] firsts, final int[] starts, final int[] weights) {
        this.firsts = firsts;
        this.starts = starts;
        this.weights = weights;
    }

    /**
     * The triangle filter, as wide as one old pixel or, when shrinking, as one new pixel on either side.
     *
     * @param oldSize pixels before
     * @param newSize pixels after
     */
    static Filter triangle(final int oldSize, final int newSize) {
        final double scale = (double) oldSize / newSize;
        final double support = Math.max(1, scale);
        final int[] firsts = new int[newSize];
        final int[] starts = new int[newSize + 1];
        final int[] weights = new int[Math.multiplyExact(newSize, Math.min(oldSize, 2 * (int) Math.ceil(support) + 1))];
        for (int i = 0; i < newSize; i++) {
            final double center = (i + 0.5) * scale;
            final int first = Math.max(0, (int) (center - support + 0.5));
            final int end = Math.min(oldSize, (int) (center + support + 0.5));
            final double[] exact = triangle(center - first, end - first, 1 / support);
            firsts[i] = first;
            starts[i + 1] = starts[i] + exact.length;
            for (int k = 0; k < exact.length; k++) {
                weights[starts[i] + k] = (int) (0.5 + exact[k] * ONE);
            }
        }
        return new Filter(firsts, starts, Arrays.copyOf(weights, starts[newSize]));
    }

    /** The weights of {@code length} pixels, which sum to 1; the triangle's tip lies at {@code center}. */
    private static double[] triangle(final double center, final int length, final double slope) {
        final double[] weights = new double[length];
        double sum = 0;
        for (int k = 0; k < length; k++) {
            weights[k] = Math.max(0, 1 - Math.abs((k - center + 0.5) * slope));
            sum += weights[k];
        }
        for (int k = 0; k < length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** The number of new pixels. */
    int size() {
        return firsts.length;
    }

    /** The first old pixel that a new one sees. */
    int first(final int pixel) {
        return firsts[pixel];
    }

    /** The index in {@link #weights} at which a new pixel's weights start. */
    int weightsStart(final int pixel) {
        return starts[pixel];
    }

    /** The index in {@link #weights} at which a new pixel's weights end. */
    int weightsEnd(final int pixel) {
        return starts[pixel + 1];
    }

    /** All weights as fixed-point numbers; not to be changed. */
    int[] weights() {
        return weights;
    }

    /** A sum of weighted pixels, rounded and clamped to 0..255. */
    static byte toByte(final int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }
}
