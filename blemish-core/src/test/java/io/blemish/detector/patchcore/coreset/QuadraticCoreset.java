package io.blemish.detector.patchcore.coreset;

import java.util.Arrays;

/** Greedy k-centre by its definition, without any care for speed. */
final class QuadraticCoreset {
    private QuadraticCoreset() {}

    static int[] select(final float[] points, final int rows, final int dimension, final int count, final int start) {
        final boolean[] picked = new boolean[rows];
        final double[] nearest = new double[rows];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        final int[] picks = new int[count];
        picks[0] = start;
        for (int p = 0; ; ) {
            picked[picks[p]] = true;
            for (int i = 0; i < rows; i++) {
                nearest[i] = Math.min(nearest[i], squaredDistance(points, dimension, i, picks[p]));
            }
            if (++p == count) {
                return picks;
            }
            int best = -1;
            for (int i = 0; i < rows; i++) {
                if (!picked[i] && (best < 0 || nearest[i] > nearest[best])) {
                    best = i;
                }
            }
            picks[p] = best;
        }
    }

    private static double squaredDistance(final float[] points, final int dimension, final int i, final int j) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            final double difference = (double) points[i * dimension + d] - points[j * dimension + d];
            sum += difference * difference;
        }
        return sum;
    }
}
