package io.blemish.array;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, in double precision: Householder reflections to tridiagonal form, then
 * QR steps with Wilkinson's shift (Golub and Van Loan, "Matrix Computations", sections 8.3.1 and 8.3.5). Every inner loop runs
 * along a row, so that the JIT can vectorise it. The order of all sums is fixed.
 */
public final class SymmetricEigen {
    /** QR steps for one eigenvalue, of which two are usual. */
    private static final int MOST_STEPS = 60;

    private final int size;
    private final double[] diagonal;

    /** {@code offDiagonal[i]} lies between the diagonal's values {@code i} and {@code i + 1}; the last one is not used. */
    private final double[] offDiagonal;

    /** Row {@code i} becomes the eigenvector of {@code diagonal[i]}. */
    private final double[][] vectors;

    private final Steps steps;

    private SymmetricEigen(final double[][] matrix, final Steps steps) {
        this.size = matrix.length;
        this.steps = steps;
        this.diagonal = new double[size];
        this.offDiagonal = new double[size];
        this.vectors = transposed(tridiagonal(matrix));
        for (int last = size - 1; last > 0; last--) {
            deflate(last);
            steps.done(2 * size - last, 2 * size);
        }
        steps.done(2 * size, 2 * size);
        sort();
    }

    /**
     * Decomposes a matrix.
     *
     * @param matrix symmetric and finite, {@code [n, n]}, of which all is read; not changed
     * @param steps hears how far it is, and may throw what ends it
     * @return its eigenvalues and eigenvectors
     */
    public static SymmetricEigen of(final double[][] matrix, final Steps steps) {
        return new SymmetricEigen(Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new), steps);
    }

    /** Hears how much of the work is done. */
    @FunctionalInterface
    public interface Steps {
        /**
         * So much is done.
         *
         * @param done at most {@code total}
         */
        void done(int done, int total);
    }

    /** The eigenvalues, the largest first; not to be changed. */
    public double[] values() {
        return diagonal;
    }

    /** The eigenvectors as rows, in the order of the values, each of length 1; not to be changed. */
    public double[][] vectors() {
        return vectors;
    }

    /** Reduces the matrix to the two diagonals, and gives the product of the reflections, {@code [n, n]}. */
    private double[][] tridiagonal(final double[][] a) {
        final double[][] reflections = new double[Math.max(0, size - 2)][];
        for (int k = 0; k + 2 < size; k++) {
            diagonal[k] = a[k][k];
            reflections[k] = reflection(a, k);
            reflect(a, reflections[k], k + 1);
            steps.done(k + 1, 2 * size);
        }
        for (int k = Math.max(0, size - 2); k < size; k++) {
            diagonal[k] = a[k][k];
        }
        if (size > 1) {
            offDiagonal[size - 2] = a[size - 1][size - 2];
        }
        return product(reflections);
    }

    /**
     * The vector {@code v} of length √2 whose reflection {@code I - v vᵀ} takes what is below the diagonal of a column to its
     * first value; all zero if that is so already.
     */
    private double[] reflection(final double[][] a, final int column) {
        final double[] v = new double[size];
        double square = 0;
        for (int i = column + 1; i < size; i++) {
            v[i] = a[i][column];
            square += v[i] * v[i];
        }
        final double norm = Math.sqrt(square);
        final double first = v[column + 1];
        offDiagonal[column] = first > 0 ? -norm : norm;
        if (norm == Math.abs(first)) {
            offDiagonal[column] = first;
            return new double[size];
        }
        v[column + 1] = first - offDiagonal[column];
        // ‖v‖² = 2 (norm² + |first| norm)
        final double scale = 1 / Math.sqrt(square + Math.abs(first) * norm);
        for (int i = column + 1; i < size; i++) {
            v[i] *= scale;
        }
        return v;
    }

    /** {@code A ← (I - v vᵀ) A (I - v vᵀ)} from row and column {@code from} on. */
    private void reflect(final double[][] a, final double[] v, final int from) {
        final double[] image = new double[size];
        for (int i = from; i < size; i++) {
            add(image, v[i], a[i], from);
        }
        double along = 0;
        for (int i = from; i < size; i++) {
            along += image[i] * v[i];
        }
        add(image, -along / 2, v, from);
        for (int i = from; i < size; i++) {
            add(a[i], -v[i], image, from);
            add(a[i], -image[i], v, from);
        }
    }

    /** The reflections one after the other, as a matrix. */
    private double[][] product(final double[][] reflections) {
        final double[][] q = new double[size][size];
        for (int i = 0; i < size; i++) {
            q[i][i] = 1;
        }
        for (int k = reflections.length - 1; k >= 0; k--) {
            final double[] v = reflections[k];
            final double[] image = new double[size];
            for (int i = k + 1; i < size; i++) {
                add(image, v[i], q[i], k + 1);
            }
            for (int i = k + 1; i < size; i++) {
                add(q[i], -v[i], image, k + 1);
            }
        }
        return q;
    }

    private static void add(final double[] target, final double factor, final double[] source, final int from) {
        for (int i = from; i < target.length; i++) {
            target[i] += factor * source[i];
        }
    }

    private static double[][] transposed(final double[][] matrix) {
        final double[][] other = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                other[j][i] = matrix[i][j];
            }
        }
        return other;
    }

    /** Takes QR steps until the last value of the leading part is an eigenvalue. */
    private void deflate(final int last) {
        for (int step = 0; !isSplit(last - 1); step++) {
            if (step == MOST_STEPS) {
                throw new IllegalStateException("the eigenvalues of a matrix of size " + size + " were not found");
            }
            int first = last - 1;
            while (first > 0 && !isSplit(first - 1)) {
                first--;
            }
            step(first, last);
        }
        offDiagonal[last - 1] = 0;
    }

    private boolean isSplit(final int at) {
        final double around = Math.abs(diagonal[at]) + Math.abs(diagonal[at + 1]);
        return around + Math.abs(offDiagonal[at]) == around;
    }

    /** One implicit QR step on the block from {@code first} to {@code last}: a bulge is chased down the diagonal. */
    private void step(final int first, final int last) {
        double x = diagonal[first] - shift(last);
        double bulge = offDiagonal[first];
        for (int k = first; k < last; k++) {
            final double length = Math.hypot(x, bulge);
            final double c = length == 0 ? 1 : x / length;
            final double s = length == 0 ? 0 : bulge / length;
            if (k > first) {
                offDiagonal[k - 1] = length;
            }
            rotate(k, c, s);
            if (k + 1 < last) {
                bulge = s * offDiagonal[k + 1];
                offDiagonal[k + 1] *= c;
                x = offDiagonal[k];
            }
        }
    }

    /** The eigenvalue of the last two rows and columns that is nearer to the last value. */
    private double shift(final int last) {
        final double off = offDiagonal[last - 1];
        final double half = (diagonal[last - 1] - diagonal[last]) / 2;
        final double root = Math.hypot(half, off);
        return diagonal[last] - off * off / (half + (half < 0 ? -root : root));
    }

    private void rotate(final int k, final double c, final double s) {
        final double upper = diagonal[k];
        final double lower = diagonal[k + 1];
        final double off = offDiagonal[k];
        diagonal[k] = c * c * upper + 2 * c * s * off + s * s * lower;
        diagonal[k + 1] = s * s * upper - 2 * c * s * off + c * c * lower;
        offDiagonal[k] = c * s * (lower - upper) + (c * c - s * s) * off;
        final double[] one = vectors[k];
        final double[] other = vectors[k + 1];
        for (int i = 0; i < size; i++) {
            final double before = one[i];
            one[i] = c * before + s * other[i];
            other[i] = c * other[i] - s * before;
        }
    }

    private void sort() {
        final int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -diagonal[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        final double[] values = diagonal.clone();
        final double[][] rows = vectors.clone();
        for (int i = 0; i < size; i++) {
            diagonal[i] = values[order[i]];
            vectors[i] = rows[order[i]];
        }
    }
}
