package io.blemish.search.vector;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.Ranges;
import io.blemish.parallel.Workers;

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

    /** How many axes there are. */
    public int count() {
        return axes.rows();
    }

    /** How many values a vector has. */
    public int dimension() {
        return axes.columns();
    }
}
