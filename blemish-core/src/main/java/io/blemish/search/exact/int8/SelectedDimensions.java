package io.blemish.search.exact.int8;

import io.blemish.array.FloatMatrix;
import io.blemish.search.vector.Distance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The dimensions of a vector that are written in bytes: those that vary most in a bank, and one number for all the others,
 * the norm ρ of their difference from the bank's mean. Since |ρ(x)-ρ(y)| is at most the distance of the other dimensions,
 * what is selected of two vectors is never farther apart than the vectors are.
 *
 * <p>The dimensions of a network's features differ much in how they vary: of the 1,536 of a patch of magnetic tiles, 1,100
 * hold 0.98 of the variance. Six rows are left to compare in full for a usual patch, with all dimensions as with the selected
 * ones; 50 instead of 37 for a black one.
 */
final class SelectedDimensions {
    /**
     * The part of the variance that the selected dimensions hold at least. With 0.92 to 0.99 the search for a usual patch takes
     * the same time. A patch far from all rows differs in the other dimensions, too; with a smaller part it must be compared
     * in full with many rows.
     */
    private static final double HELD = 0.98;

    /** The norm of the rest is written as equal parts, so that they are not larger than other values. */
    private static final int PARTS = 16;

    /** One part of the norm, relatively: the squares of 16 quarters make the whole. */
    private static final float PART = 0.25f;

    private final int[] order;
    private final int selected;
    private final float[] restMean;
    private final float[] mean;
    private final float largest;

    private SelectedDimensions(final float[] mean, final float[] squares, final int rows, final float largest) {
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
        this.selected = count;
        this.mean = new float[selected + PARTS];
        this.restMean = new float[order.length - selected];
        for (int d = 0; d < selected; d++) {
            this.mean[d] = mean[order[d]];
        }
        for (int d = selected; d < order.length; d++) {
            restMean[d - selected] = mean[order[d]];
        }
        Arrays.fill(this.mean, selected, selected + PARTS, PART * (float) Math.sqrt(Math.max(0, left) / rows));
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
     * Selects dimensions.
     *
     * @param bank {@code [n, d]}, finite
     * @param mean of the bank, approximately, {@code [d]}
     */
    static SelectedDimensions of(final FloatMatrix bank, final float[] mean) {
        final float[] squares = new float[mean.length];
        final float[] largestOf = new float[mean.length];
        for (int row = 0; row < bank.rows(); row++) {
            measure(bank.row(row), mean, squares, largestOf);
        }
        float largest = 0;
        for (final float one : largestOf) {
            largest = Math.max(largest, one);
        }
        return new SelectedDimensions(mean, squares, bank.rows(), largest);
    }

    /** Loops over whole arrays, which the JIT vectorises. */
    private static void measure(
            final float[] values, final float[] mean, final float[] squares, final float[] largestOf) {
        for (int d = 0; d < squares.length; d++) {
            final float difference = values[d] - mean[d];
            squares[d] += difference * difference;
        }
        for (int d = 0; d < largestOf.length; d++) {
            largestOf[d] = Math.max(largestOf[d], Math.abs(values[d] - mean[d]));
        }
    }

    /** The largest difference of a value of the bank from the mean. */
    float largest() {
        return largest;
    }

    /** The mean of what is selected of the bank's rows, approximately. */
    float[] mean() {
        return mean;
    }

    /** How many values are selected of a vector, the parts of the norm included. */
    int count() {
        return mean.length;
    }

    /** Selects the values of vectors. Holds the buffers of one thread. */
    final class Selector {
        private final float[] values = new float[mean.length];
        private final float[] rest = new float[restMean.length];
        private final Distance distance = new Distance(rest.length);
        private double norm;

        /** Selects the values of the vector that begins at {@code offset}. */
        void select(final float[] vectors, final int offset) {
            for (int d = 0; d < selected; d++) {
                values[d] = vectors[offset + order[d]];
            }
            for (int d = selected; d < order.length; d++) {
                rest[d - selected] = vectors[offset + order[d]];
            }
            norm = Math.sqrt(distance.approximate(rest, restMean));
            Arrays.fill(values, selected, values.length, (float) (PART * norm));
        }

        /** The values selected last, overwritten by the next. */
        float[] values() {
            return values;
        }

        /** The largest error, by rounding, of the values selected last as a vector. */
        double error() {
            return Distance.ROUNDING * norm;
        }
    }
}
