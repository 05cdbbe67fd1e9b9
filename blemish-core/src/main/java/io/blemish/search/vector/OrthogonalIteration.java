package io.blemish.search.vector;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.parallel.Workers;
import java.util.Random;

/**
 * Finds the leading principal axes of vectors by orthogonal iteration on the covariance of a sample (Golub and Van Loan,
 * "Matrix Computations", section 8.2). A few rounds are enough: the axes need not be eigenvectors, only nearly orthonormal.
 */
final class OrthogonalIteration {
    private static final int ROUNDS = 4;

    /** Rows of the left matrix of one product. */
    private static final int BLOCK = 128;

    private static final long SEED = 42;

    /** A unit vector of which less than this is left has no direction but rounding. */
    private static final double ROUNDING = 1e-6;

    private final int dimension;
    private final int count;
    private final Workers workers;
    private final double[] mean;
    private final float[][] covariance;
    private final double[][] basis;

    OrthogonalIteration(final FloatMatrix vectors, final int count, final Workers workers) {
        this.dimension = vectors.columns();
        this.count = count;
        this.workers = workers;
        final SampledVectors sample = SampledVectors.of(vectors);
        this.mean = sample.mean();
        this.covariance = covariance(sample.centred(mean));
        this.basis = new double[count][dimension];
    }

    private float[][] covariance(final float[][] columns) {
        return products(columns, columns);
    }

    /** All dot products of the rows of {@code a} with those of {@code b}. */
    private float[][] products(final float[][] a, final float[][] b) {
        final float[][] result = new float[a.length][b.length];
        workers.forBlocks(a.length, BLOCK, (from, to) -> {
            final MatrixProduct product = new MatrixProduct(to - from, b.length, a[0].length);
            for (int i = from; i < to; i++) {
                product.left().put(a[i]);
            }
            for (final float[] row : b) {
                product.right().put(row);
            }
            product.multiply(to - from, b.length);
            for (int i = from; i < to; i++) {
                product.product().get(result[i]);
            }
        });
        return result;
    }

    PrincipalAxes find() {
        final Random random = new Random(SEED);
        for (final double[] axis : basis) {
            for (int d = 0; d < dimension; d++) {
                axis[d] = random.nextGaussian();
            }
        }
        orthonormalise(1);
        for (int round = 1; round <= ROUNDS; round++) {
            final float[][] images = images();
            for (int a = 0; a < count; a++) {
                for (int d = 0; d < dimension; d++) {
                    basis[a][d] = images[d][a];
                }
            }
            orthonormalise(round < ROUNDS ? 1 : 2);
        }
        return axes();
    }

    /** The covariance times each axis, {@code [d, count]}. */
    private float[][] images() {
        final float[][] narrow = new float[count][dimension];
        for (int a = 0; a < count; a++) {
            for (int d = 0; d < dimension; d++) {
                narrow[a][d] = (float) basis[a][d];
            }
        }
        return products(covariance, narrow);
    }

    /**
     * Gram-Schmidt. Two passes make an axis orthogonal to the last bits (Parlett, "The Symmetric Eigenvalue Problem",
     * section 6.9). An axis without a direction of its own, as in data of low rank, is replaced by the next coordinate axis
     * that has one.
     */
    private void orthonormalise(final int passes) {
        int coordinate = 0;
        for (int a = 0; a < count; a++) {
            while (!orthonormalise(a, passes)) {
                basis[a] = new double[dimension];
                basis[a][coordinate++] = 1;
            }
        }
    }

    private boolean orthonormalise(final int a, final int passes) {
        final double[] axis = basis[a];
        final double before = Math.sqrt(dot(axis, axis));
        if (!(before > 0)) {
            return false;
        }
        scale(axis, 1 / before);
        for (int pass = 0; pass < passes; pass++) {
            for (int b = 0; b < a; b++) {
                subtract(axis, dot(axis, basis[b]), basis[b]);
            }
        }
        final double after = Math.sqrt(dot(axis, axis));
        if (after < ROUNDING) {
            return false;
        }
        scale(axis, 1 / after);
        return true;
    }

    private PrincipalAxes axes() {
        final float[] rows = new float[count * dimension];
        final double[][] rounded = new double[count][dimension];
        for (int a = 0; a < count; a++) {
            for (int d = 0; d < dimension; d++) {
                final float value = (float) basis[a][d];
                rows[a * dimension + d] = value;
                rounded[a][d] = value;
            }
        }
        return new PrincipalAxes(
                FloatMatrix.wrap(PrincipalAxes.rounded(mean), 1, dimension),
                FloatMatrix.wrap(rows, count, dimension),
                orthogonalityLoss(rounded));
    }

    private static double orthogonalityLoss(final double[][] axes) {
        double sum = 0;
        for (int a = 0; a < axes.length; a++) {
            for (int b = 0; b <= a; b++) {
                final double off = dot(axes[a], axes[b]) - (a == b ? 1 : 0);
                sum += (a == b ? 1 : 2) * off * off;
            }
        }
        return Math.sqrt(sum);
    }

    private static void scale(final double[] axis, final double factor) {
        for (int d = 0; d < axis.length; d++) {
            axis[d] *= factor;
        }
    }

    private static void subtract(final double[] axis, final double factor, final double[] other) {
        for (int d = 0; d < axis.length; d++) {
            axis[d] -= factor * other[d];
        }
    }

    /** Four sums at once, since each addition waits for the one before. */
    private static double dot(final double[] a, final double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int d = 0;
        for (; d + 3 < a.length; d += 4) {
            s0 += a[d] * b[d];
            s1 += a[d + 1] * b[d + 1];
            s2 += a[d + 2] * b[d + 2];
            s3 += a[d + 3] * b[d + 3];
        }
        for (; d < a.length; d++) {
            s0 += a[d] * b[d];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
