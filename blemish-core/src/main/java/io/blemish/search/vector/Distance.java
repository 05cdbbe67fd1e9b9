package io.blemish.search.vector;

import io.blemish.array.MatrixProduct;

/**
 * Squared Euclidean distances: {@link #squared} by definition, and others that are faster and less precise. An instance holds
 * the buffers of one thread for vectors of one length.
 */
public final class Distance {
    /** In a sum below this, squares may have lost all their digits by underflow. */
    private static final float LEAST_PRECISE = 1e-30f;

    /** Squares that are added one by one after folding. */
    private static final int FOLDED = 32;

    /** An upper limit of the roundings of a square: two in its difference, two in itself, 12 folds, the sums at the end. */
    private static final int ROUNDINGS = 16 + FOLDED / 4 + 6;

    /** The largest relative error of {@link #quick}. */
    public static final double ROUNDING = MatrixProduct.roundingOf(ROUNDINGS);

    private final float[] squares;
    private final float[] upper;

    /**
     * Allocates buffers.
     *
     * @param dimension values of a vector
     */
    public Distance(final int dimension) {
        this.squares = new float[dimension];
        this.upper = new float[dimension / 2];
    }

    /**
     * The squared distance by definition, to the last bit: in double precision, four sums over every fourth dimension,
     * added pairwise. There are four, since each addition waits for the one before.
     *
     * @param a holds the first vector
     * @param offset where the first vector begins
     * @param b the second vector
     */
    public static double squared(final float[] a, final int offset, final float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int d = 0;
        for (; d + 3 < b.length; d += 4) {
            final double d0 = (double) a[offset + d] - b[d];
            final double d1 = (double) a[offset + d + 1] - b[d + 1];
            final double d2 = (double) a[offset + d + 2] - b[d + 2];
            final double d3 = (double) a[offset + d + 3] - b[d + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; d < b.length; d++) {
            final double difference = (double) a[offset + d] - b[d];
            s0 += difference * difference;
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * The squared distance in single precision, with a relative error of at most {@link #ROUNDING}, in a third of the time of
     * {@link #squared}; not a number if the sum overflows or is so small that its digits may be lost.
     *
     * <p>The squares are folded, half onto half, since the JIT vectorises loops over whole arrays.
     */
    public double quick(final float[] a, final float[] b) {
        square(a, b);
        int count = b.length;
        while (count > FOLDED) {
            final int half = count / 2;
            System.arraycopy(squares, count - half, upper, 0, half);
            add(half);
            count -= half;
        }
        final float sum = sum(count);
        return sum > LEAST_PRECISE && sum < Float.POSITIVE_INFINITY ? sum : Double.NaN;
    }

    /** The squared distance of any finite vectors with a relative error of at most {@link #ROUNDING}. */
    public double approximate(final float[] a, final float[] b) {
        final double quick = quick(a, b);
        return Double.isNaN(quick) ? squared(a, 0, b) : quick;
    }

    /**
     * The squared distance of two parts of arrays in single precision: four sums over every fourth value.
     *
     * @param a holds the first part, from {@code aOffset} on
     * @param b holds the second part, from {@code bOffset} on
     * @param count values of each part
     */
    public static float squaredSingle(
            final float[] a, final int aOffset, final float[] b, final int bOffset, final int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            final float d0 = a[aOffset + i] - b[bOffset + i];
            final float d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
            final float d2 = a[aOffset + i + 2] - b[bOffset + i + 2];
            final float d3 = a[aOffset + i + 3] - b[bOffset + i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < count; i++) {
            final float difference = a[aOffset + i] - b[bOffset + i];
            s0 += difference * difference;
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The squared norm of a part of an array, summed in order in single precision. */
    public static float squaredNorm(final float[] values, final int offset, final int count) {
        float sum = 0;
        for (int i = offset; i < offset + count; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    private void square(final float[] a, final float[] b) {
        for (int d = 0; d < squares.length; d++) {
            final float difference = a[d] - b[d];
            squares[d] = difference * difference;
        }
    }

    private void add(final int count) {
        for (int d = 0; d < count; d++) {
            squares[d] += upper[d];
        }
    }

    private float sum(final int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int d = 0;
        for (; d + 3 < count; d += 4) {
            s0 += squares[d];
            s1 += squares[d + 1];
            s2 += squares[d + 2];
            s3 += squares[d + 3];
        }
        for (; d < count; d++) {
            s0 += squares[d];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
