package io.blemish.search.vector;

import io.blemish.array.FloatMatrix;

/** Evenly spaced rows of a matrix, from which its mean and its axes are taken. */
final class SampledVectors {
    /** Vectors that the covariance is taken from: several for each of some thousand dimensions. */
    private static final int MOST = 4096;

    private final float[] values;
    private final int count;
    private final int dimension;

    private SampledVectors(final float[] values, final int count, final int dimension) {
        this.values = values;
        this.count = count;
        this.dimension = dimension;
    }

    static SampledVectors of(final FloatMatrix vectors) {
        final int dimension = vectors.columns();
        final int count = Math.min(MOST, vectors.rows());
        final float[] values = new float[count * dimension];
        for (int i = 0; i < count; i++) {
            vectors.copyRows((int) ((long) i * vectors.rows() / count), 1, values, i * dimension);
        }
        return new SampledVectors(values, count, dimension);
    }

    double[] mean() {
        final double[] sums = new double[dimension];
        for (int i = 0; i < values.length; i += dimension) {
            for (int d = 0; d < dimension; d++) {
                sums[d] += values[i + d];
            }
        }
        for (int d = 0; d < dimension; d++) {
            sums[d] /= count;
        }
        return sums;
    }

    double[] variances(final double[] mean) {
        final double[] variances = new double[dimension];
        for (int i = 0; i < values.length; i++) {
            final double difference = values[i] - mean[i % dimension];
            variances[i % dimension] += difference * difference / count;
        }
        return variances;
    }

    /** The rows less their mean, transposed, scaled so that no square overflows or vanishes. */
    float[][] centred(final double[] mean) {
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - mean[i % dimension]));
        }
        final double scale = largest > 0 ? 1 / largest : 1;
        final float[][] columns = new float[dimension][count];
        for (int i = 0; i < values.length; i++) {
            final int d = i % dimension;
            columns[d][i / dimension] = (float) ((values[i] - mean[d]) * scale);
        }
        return columns;
    }
}
