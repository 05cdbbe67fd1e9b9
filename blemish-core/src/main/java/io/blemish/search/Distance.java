package io.blemish.search;

import io.blemish.array.MatrixProduct;

/** Squared Euclidean distances: one exact by definition, one quick and not above it. */
final class Distance {
    /** In a sum below this, squares may have been rounded up from nearly nothing; above it that is no matter. */
    private static final float LEAST_TELLING = 1e-30f;

    private Distance() {}

    /**
     * The squared distance by definition, to the last bit: in double precision, four sums over every fourth dimension,
     * added pairwise. Four, since each addition waits for the one before.
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
     * A number no larger than {@link #squared} and close to it, in two thirds of the time.
     *
     * <p>In single precision, eight sums: each difference and square is off by a unit roundoff at most, each sum by one
     * for every term.
     */
    static double lowerBound(final float[] a, final int offset, final float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int d = 0;
        for (; d + 7 < b.length; d += 8) {
            final float d0 = a[offset + d] - b[d];
            final float d1 = a[offset + d + 1] - b[d + 1];
            final float d2 = a[offset + d + 2] - b[d + 2];
            final float d3 = a[offset + d + 3] - b[d + 3];
            final float d4 = a[offset + d + 4] - b[d + 4];
            final float d5 = a[offset + d + 5] - b[d + 5];
            final float d6 = a[offset + d + 6] - b[d + 6];
            final float d7 = a[offset + d + 7] - b[d + 7];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
            s4 += d4 * d4;
            s5 += d5 * d5;
            s6 += d6 * d6;
            s7 += d7 * d7;
        }
        for (; d < b.length; d++) {
            final float difference = a[offset + d] - b[d];
            s0 += difference * difference;
        }
        final float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        final boolean telling = sum > LEAST_TELLING && sum < Float.POSITIVE_INFINITY;
        return telling ? sum * (1 - MatrixProduct.roundingOf(b.length / 8 + 16)) : 0;
    }
}
