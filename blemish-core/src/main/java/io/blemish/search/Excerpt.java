package io.blemish.search;

import io.blemish.array.FloatMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What of a vector is written in bytes: the values that vary most in a bank, and the norm ρ of how far the others are off
 * the bank's mean. Since |ρ(x)-ρ(y)| is at most the distance of those others, excerpts are never farther from each other
 * than their vectors.
 *
 * <p>A network's features differ much in how they vary: of the 1,536 of a patch of magnetic tiles, 1,100 hold 0.98 of the
 * variance. The patches of a usual picture are left with 6 rows each to be compared in full either way; those of a black
 * one with 50 instead of 37.
 */
final class Excerpt {
    /**
     * Of the variance, what the kept values hold at least. With 0.92 to 0.99 a search for what is usual takes as long; what
     * is far from all rows differs in the other values too, and with less is compared in full with many rows.
     */
    private static final double HELD = 0.98;

    /** The norm of the rest is written in equal parts, which are not larger than values are. */
    private static final int PARTS = 16;

    /** A part of the norm: 16 squares of a quarter make the whole. */
    private static final float PART = 0.25f;

    private final int[] order;
    private final int kept;
    private final float[] restMean;
    private final float[] mean;
    private final float largest;

    private Excerpt(final float[] mean, final float[] squares, final int rows, final float largest) {
        this.order = IntStream.range(0, mean.length)
                .boxed()
                .sorted(Comparator.comparingDouble(d -> -squares[d]))
                .mapToInt(Integer::intValue)
                .toArray();
        double left = sum(squares);
        final double most = (1 - HELD) * left;
        int count = 0;
        while (count < order.length && left > most) {
            left -= squares[order[count++]];
        }
        this.kept = count;
        this.mean = new float[kept + PARTS];
        this.restMean = new float[order.length - kept];
        for (int d = 0; d < kept; d++) {
            this.mean[d] = mean[order[d]];
        }
        for (int d = kept; d < order.length; d++) {
            restMean[d - kept] = mean[order[d]];
        }
        Arrays.fill(this.mean, kept, kept + PARTS, PART * (float) Math.sqrt(Math.max(0, left) / rows));
        this.largest = largest;
    }

    private static double sum(final float[] values) {
        double sum = 0;
        for (final float value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * Chooses what to keep.
     *
     * @param bank finite
     * @param mean of the bank, about
     */
    static Excerpt of(final FloatMatrix bank, final float[] mean) {
        final float[] squares = new float[mean.length];
        final float[] extent = new float[mean.length];
        for (int row = 0; row < bank.rows(); row++) {
            measure(bank.row(row), mean, squares, extent);
        }
        float largest = 0;
        for (final float most : extent) {
            largest = Math.max(largest, most);
        }
        return new Excerpt(mean, squares, bank.rows(), largest);
    }

    /** Over whole arrays, which is what the JIT vectorises. */
    private static void measure(final float[] values, final float[] mean, final float[] squares, final float[] extent) {
        for (int d = 0; d < squares.length; d++) {
            final float off = values[d] - mean[d];
            squares[d] += off * off;
        }
        for (int d = 0; d < extent.length; d++) {
            extent[d] = Math.max(extent[d], Math.abs(values[d] - mean[d]));
        }
    }

    /** How far the bank's values are off the mean at most. */
    float largest() {
        return largest;
    }

    /** The mean of the bank's excerpts, about. */
    float[] mean() {
        return mean;
    }

    /** How many values an excerpt has. */
    int length() {
        return mean.length;
    }

    /** Writes excerpts. Holds the buffers of one thread. */
    final class Writer {
        private final float[] values = new float[mean.length];
        private final float[] rest = new float[restMean.length];
        private final Distance distance = new Distance(rest.length);
        private double norm;

        /** Writes the excerpt of the vector that begins at {@code offset}. */
        void write(final float[] vectors, final int offset) {
            for (int d = 0; d < kept; d++) {
                values[d] = vectors[offset + order[d]];
            }
            for (int d = kept; d < order.length; d++) {
                rest[d - kept] = vectors[offset + order[d]];
            }
            norm = Math.sqrt(distance.about(rest, restMean));
            Arrays.fill(values, kept, values.length, (float) (PART * norm));
        }

        /** What was written last; overwritten by the next. */
        float[] values() {
            return values;
        }

        /** How far off, by rounding, what was written last can be. */
        double error() {
            return Distance.ROUNDING * norm;
        }
    }
}
