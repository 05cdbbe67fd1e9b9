package io.blemish.detector.padim;

import java.util.Arrays;

/**
 * The inverse of the Cholesky factor of one covariance matrix after the other, in double precision.
 *
 * <p>With {@code C = L Lᵀ} the Mahalanobis distance of δ is {@code ‖L⁻¹ δ‖}. The sums of products, the factorisation and
 * the inversion all spend their time adding multiples of four rows to one, which the JIT turns into vector instructions:
 * sums run along rows and never down a column (Golub and Van Loan, "Matrix Computations", section 4.2). The order of every
 * sum is fixed, so the result is the same on every machine.
 *
 * <p>One instance holds the buffers of one thread.
 */
final class SymmetricFactor {
    /** Rows added at once, so that each value of the target is loaded once for four. */
    private static final int UNROLL = 4;

    private final int dimension;

    /** {@code [d, d]}: of the covariance the upper triangle, then {@code U = Lᵀ} there. */
    private final double[] upper;

    /** {@code [d, d]}: {@code L⁻¹}, zero above the diagonal. */
    private final double[] inverse;

    SymmetricFactor(final int dimension) {
        this.dimension = dimension;
        this.upper = new double[Math.multiplyExact(dimension, dimension)];
        this.inverse = new double[upper.length];
    }

    /**
     * Computes the inverse factor of the covariance of some vectors, with a multiple of the identity added.
     *
     * @param centred the vectors less their mean, {@code [count, d]}
     * @param count how many, at least 2
     * @param ridge the number that is added to the diagonal, above 0
     * @return {@code L⁻¹}, {@code [d, d]}, zero above the diagonal; valid until the next call
     */
    double[] invert(final double[] centred, final int count, final double ridge) {
        covariance(centred, count, ridge);
        factor();
        invert();
        return inverse;
    }

    private void covariance(final double[] centred, final int count, final double ridge) {
        Arrays.fill(upper, 0);
        for (int i = 0; i < dimension; i++) {
            final int row = i * dimension;
            add(upper, row, i, dimension, centred, count, i, 1.0 / (count - 1));
            upper[row + i] += ridge;
        }
    }

    /** {@code U}, row by row: what the rows above account for is taken off, the rest scaled by its diagonal's root. */
    private void factor() {
        for (int i = 0; i < dimension; i++) {
            final int row = i * dimension;
            add(upper, row, i, dimension, upper, i, i, -1);
            final double root = Math.sqrt(upper[row + i]);
            for (int j = i; j < dimension; j++) {
                upper[row + j] /= root;
            }
        }
    }

    /** {@code L⁻¹}, row by row, by forward substitution. */
    private void invert() {
        Arrays.fill(inverse, 0);
        for (int i = 0; i < dimension; i++) {
            final int row = i * dimension;
            addInverse(row, i);
            final double diagonal = upper[row + i];
            inverse[row + i] = 1;
            for (int j = 0; j <= i; j++) {
                inverse[row + j] /= diagonal;
            }
        }
    }

    private void addInverse(final int row, final int i) {
        int k = 0;
        for (; k + UNROLL <= i; k += UNROLL) {
            addFour(
                    inverse,
                    row,
                    0,
                    Math.min(k + UNROLL, i),
                    inverse,
                    k * dimension,
                    -upper[k * dimension + i],
                    -upper[(k + 1) * dimension + i],
                    -upper[(k + 2) * dimension + i],
                    -upper[(k + 3) * dimension + i]);
        }
        for (; k < i; k++) {
            addOne(inverse, row, 0, k + 1, inverse, k * dimension, -upper[k * dimension + i]);
        }
    }

    /** Adds to a row's values {@code from..to} each source row times {@code scale} times its value in a column. */
    private void add(
            final double[] target,
            final int row,
            final int from,
            final int to,
            final double[] source,
            final int rows,
            final int column,
            final double scale) {
        int k = 0;
        for (; k + UNROLL <= rows; k += UNROLL) {
            final int first = k * dimension;
            addFour(
                    target,
                    row,
                    from,
                    to,
                    source,
                    first,
                    scale * source[first + column],
                    scale * source[first + dimension + column],
                    scale * source[first + 2 * dimension + column],
                    scale * source[first + 3 * dimension + column]);
        }
        for (; k < rows; k++) {
            addOne(target, row, from, to, source, k * dimension, scale * source[k * dimension + column]);
        }
    }

    private void addFour(
            final double[] target,
            final int row,
            final int from,
            final int to,
            final double[] source,
            final int first,
            final double a,
            final double b,
            final double c,
            final double d) {
        final int second = first + dimension;
        final int third = second + dimension;
        final int fourth = third + dimension;
        for (int j = from; j < to; j++) {
            target[row + j] +=
                    a * source[first + j] + b * source[second + j] + c * source[third + j] + d * source[fourth + j];
        }
    }

    private static void addOne(
            final double[] target,
            final int row,
            final int from,
            final int to,
            final double[] source,
            final int first,
            final double factor) {
        for (int j = from; j < to; j++) {
            target[row + j] += factor * source[first + j];
        }
    }
}
