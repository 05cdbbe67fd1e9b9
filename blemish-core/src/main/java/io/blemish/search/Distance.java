package io.blemish.search;

import io.blemish.array.MatrixProduct;

/** Squared Euclidean distances of vectors of one length: one exact by definition, one quick. Holds the buffers of one thread. */
final class Distance {
    /** In a sum below this, squares may have been rounded up from nearly nothing; above it that is no matter. */
    private static final float LEAST_TELLING = 1e-30f;

    /** Squares that are added one by one once folding has left no more. */
    private static final int FOLDED = 32;

    /** More roundings than a square goes through: two in its difference, two in itself, 12 folds, the sums at the end. */
    private static final int ROUNDINGS = 16 + FOLDED / 4 + 6;

    /** How far {@link #quick} may be off, as a fraction of the true value. */
    static final double ROUNDING = MatrixProduct.roundingOf(ROUNDINGS);

    private final float[] squares;
    private final float[] upper;

    Distance(final int dimension) {
        this.squares = new float[dimension];
        this.upper = new float[dimension / 2];
    }

    /**
     * The squared distance by definition, to the last bit: in double precision, four sums over every fourth dimension,
     * added pairwise. Four, since each addition waits for the one before.
     *
     * @param offset where the first vector begins
     */
    static double squared(final float[] a, final int offset, final float[] b) {
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
     * The squared distance, off by no more than {@link #ROUNDING} of it, in a third of the time; not a number where
     * single precision cannot tell.
     *
     * <p>The squares are folded, half onto half: loops over whole arrays are what the JIT vectorises.
     */
    double quick(final float[] a, final float[] b) {
        square(a, b);
        int count = b.length;
        while (count > FOLDED) {
            final int half = count / 2;
            System.arraycopy(squares, count - half, upper, 0, half);
            add(half);
            count -= half;
        }
        final float sum = sum(count);
        return sum > LEAST_TELLING && sum < Float.POSITIVE_INFINITY ? sum : Double.NaN;
    }

    /** The squared distance, off by no more than {@link #ROUNDING} of it, whatever the values. */
    double about(final float[] a, final float[] b) {
        final double quick = quick(a, b);
        return Double.isNaN(quick) ? squared(a, 0, b) : quick;
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
