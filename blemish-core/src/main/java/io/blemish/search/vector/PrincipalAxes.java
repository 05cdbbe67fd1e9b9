package io.blemish.search.vector;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.Ranges;
import io.blemish.parallel.Workers;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The directions along which vectors vary most: few orthonormal rows along which most of every distance lies.
 *
 * @param mean of the vectors, {@code [1, d]}
 * @param axes {@code [m, d]}, by falling variance
 * @param orthogonalityLoss how far the axes are from orthonormal, as the Frobenius norm of {@code axes · axesᵀ - I}
 */
public record PrincipalAxes(FloatMatrix mean, FloatMatrix axes, double orthogonalityLoss) {
    /** Checks that they belong together. */
    public PrincipalAxes {
        Ranges.shape(mean, "the mean", 1, axes.columns());
        Ranges.within(orthogonalityLoss, "the axes' loss of orthogonality", 0, Double.MAX_VALUE);
    }

    /**
     * Finds the leading axes of vectors.
     *
     * @param vectors {@code [n, d]}, finite, at least one
     * @param most how many axes to find; there are never more than the vectors have values
     * @param workers threads to use; the axes do not depend on them
     */
    public static PrincipalAxes of(final FloatMatrix vectors, final int most, final Workers workers) {
        return new OrthogonalIteration(vectors, Math.min(most, vectors.columns()), workers).find();
    }

    /**
     * Takes those coordinate axes along which vectors vary most. They are found in a small part of the time, and more of every
     * distance lies outside.
     *
     * @param vectors {@code [n, d]}, finite, at least one
     * @param most how many axes to take; there are never more than the vectors have values
     */
    public static PrincipalAxes coordinates(final FloatMatrix vectors, final int most) {
        final SampledVectors sample = SampledVectors.of(vectors);
        final double[] mean = sample.mean();
        final double[] variances = sample.variances(mean);
        final int dimension = vectors.columns();
        final int count = Math.min(most, dimension);
        final int[] leading = IntStream.range(0, dimension)
                .boxed()
                .sorted(Comparator.comparingDouble(d -> -variances[d]))
                .limit(count)
                .mapToInt(d -> d)
                .toArray();
        final float[] axes = new float[count * dimension];
        for (int a = 0; a < count; a++) {
            axes[a * dimension + leading[a]] = 1;
        }
        return new PrincipalAxes(
                FloatMatrix.wrap(rounded(mean), 1, dimension), FloatMatrix.wrap(axes, count, dimension), 0);
    }

    /**
     * The mean alone, which is found in a small part of the time.
     *
     * @param vectors {@code [n, d]}, finite, at least one
     * @return {@code [d]}, that of {@link #of}
     */
    public static float[] meanOf(final FloatMatrix vectors) {
        return rounded(SampledVectors.of(vectors).mean());
    }

    static float[] rounded(final double[] values) {
        final float[] rounded = new float[values.length];
        for (int d = 0; d < rounded.length; d++) {
            rounded[d] = (float) values[d];
        }
        return rounded;
    }

    /** How many axes there are. */
    public int count() {
        return axes.rows();
    }

    /** How many values a vector has. */
    public int dimension() {
        return axes.columns();
    }
}
