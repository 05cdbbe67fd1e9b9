package io.blemish.detector.patchcore.coreset;

import io.blemish.BlemishException;
import io.blemish.array.FiniteRows;
import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.parallel.Workers;

/**
 * The points to select from, and the bounds of their distances that a product in single precision gives.
 *
 * <p>The product of a point's row {@code (x-μ, 1)} with a pick's {@code (-2(p-μ), ‖p-μ‖²)} is their squared distance less
 * {@code ‖x-μ‖²}: its score. Two roundings enter a score: that of the centred values themselves, each by a unit roundoff,
 * and that of the sum, by at most {@code γ(‖x-μ‖+‖p-μ‖)²} in any order. {@link #threshold} and {@link #upperBound} allow
 * for the worst of both, so nothing is decided by rounding. Centring keeps both small if the mean is large.
 *
 * <p>A point too far from the mean to be squared in single precision counts as having an infinite error: its scores decide
 * nothing.
 */
final class Points {
    private static final int BLOCK = 2048;

    /** Points that the mean is taken of. Any value that is not far from the mean would serve. */
    private static final int SAMPLE = 4096;

    /** Dimensions after which it is asked again whether a sum is too large. */
    private static final int GIVEN_UP_AFTER = 16;

    /** Unit roundoff of single precision. */
    private static final double UNIT = 0x1p-24;

    /** The relative error of a sum of some thousand terms in double precision is smaller. */
    private static final double DOUBLE_ROUNDING = 1e-11;

    /** Squares up to this, and their sums, do not overflow in single precision. */
    private static final double LARGEST_SQUARE = 1e30;

    /** More than all that a score can lose by underflow. */
    private static final double UNDERFLOW = 1e-30;

    private final FloatMatrix rows;
    private final int dimension;
    private final float[] mean;
    private final float[] squares;
    private final double gamma;

    /**
     * Measures each point once.
     *
     * @throws BlemishException if a value is not finite
     */
    Points(final FloatMatrix rows, final Workers workers) {
        this.rows = rows;
        this.dimension = rows.columns();
        this.mean = mean(rows);
        this.squares = new float[rows.rows()];
        // The roundings of the squared norms count as a few more terms.
        this.gamma = MatrixProduct.roundingOf(dimension + 8);
        workers.forBlocks(rows.rows(), BLOCK, this::measure);
    }

    private static float[] mean(final FloatMatrix rows) {
        final int size = Math.min(SAMPLE, rows.rows());
        final double[] sums = new double[rows.columns()];
        final float[] row = new float[rows.columns()];
        for (int i = 0; i < size; i++) {
            rows.copyRows((int) ((long) i * rows.rows() / size), 1, row, 0);
            for (int d = 0; d < row.length; d++) {
                sums[d] += row[d];
            }
        }
        for (int d = 0; d < row.length; d++) {
            row[d] = (float) (sums[d] / size);
        }
        return row;
    }

    private void measure(final int from, final int to) {
        final float[] values = new float[(to - from) * dimension];
        rows.copyRows(from, to - from, values, 0);
        for (int i = from; i < to; i++) {
            FiniteRows.require(values, i - from, dimension, i);
            squares[i] = square(values, (i - from) * dimension);
        }
    }

    /** The squared distance of a vector from the mean; infinite if it is too large for single precision. */
    private float square(final float[] values, final int offset) {
        double square = 0;
        for (int d = 0; d < dimension; d++) {
            final float centred = values[offset + d] - mean[d];
            square += (double) centred * centred;
        }
        return square <= LARGEST_SQUARE ? (float) square : Float.POSITIVE_INFINITY;
    }

    int count() {
        return squares.length;
    }

    int dimension() {
        return dimension;
    }

    /** Values of a row that goes into a product. */
    int width() {
        return dimension + 1;
    }

    void copyRow(final int point, final float[] target, final int offset) {
        rows.copyRows(point, 1, target, offset);
    }

    /** Writes {@code (x-μ, 1)}. */
    void writeLeft(final int point, final float[] target, final int offset) {
        rows.copyRows(point, 1, target, offset);
        centre(target, offset, isFinite(squares[point]));
        target[offset + dimension] = 1;
    }

    /**
     * Writes {@code (-2(p-μ), ‖p-μ‖²)}.
     *
     * @param vector of a pick, be it one of these points or not
     * @return ‖p-μ‖; infinite if it cannot be squared
     */
    double writeRight(final float[] vector, final float[] target, final int offset) {
        final float square = square(vector, 0);
        System.arraycopy(vector, 0, target, offset, dimension);
        centre(target, offset, isFinite(square));
        for (int d = 0; d < dimension; d++) {
            target[offset + d] *= -2;
        }
        target[offset + dimension] = isFinite(square) ? square : 0;
        return Math.sqrt(square);
    }

    private void centre(final float[] target, final int offset, final boolean finite) {
        for (int d = 0; d < dimension; d++) {
            target[offset + d] = finite ? target[offset + d] - mean[d] : 0;
        }
    }

    private static boolean isFinite(final float square) {
        return square < Float.POSITIVE_INFINITY;
    }

    /** ‖x-μ‖; infinite if it cannot be squared. */
    double norm(final int point) {
        return Math.sqrt(squares[point]);
    }

    /**
     * The largest score at which a pick may still be as near to a point as some squared distance.
     *
     * @param largestNorm the largest {@link #norm} of the picks compared
     */
    float threshold(final int point, final double squaredDistance, final double largestNorm) {
        final double norm = norm(point);
        final double distance = (1 + DOUBLE_ROUNDING) * Math.sqrt(squaredDistance) + centring(norm, largestNorm);
        return Math.nextUp((float) (distance * distance - norm * norm + rounding(norm, largestNorm)));
    }

    /** The largest squared distance between a point and a pick of some score. */
    double upperBound(final int point, final float score, final double largestNorm) {
        final double norm = norm(point);
        final double square = Math.max(0, score + norm * norm + rounding(norm, largestNorm));
        final double distance = Math.sqrt(square) + centring(norm, largestNorm);
        return distance * distance * (1 + DOUBLE_ROUNDING);
    }

    /** The largest error of the centred vectors of a point and a pick together. */
    private static double centring(final double norm, final double largestNorm) {
        return UNIT * (1 + DOUBLE_ROUNDING + 2 * UNIT) * (norm + largestNorm);
    }

    private double rounding(final double norm, final double largestNorm) {
        return gamma * (norm + largestNorm) * (norm + largestNorm) + UNDERFLOW;
    }

    /**
     * The smaller one of a squared distance and the one between two vectors. The sum only grows, so it is given up once it is too
     * large.
     */
    static double nearer(
            final double nearest, final float[] a, final int ai, final float[] b, final int bi, final int dimension) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            final double difference = (double) a[ai + d] - b[bi + d];
            sum += difference * difference;
            if (d % GIVEN_UP_AFTER == 0 && sum >= nearest) {
                return nearest;
            }
        }
        return Math.min(nearest, sum);
    }

    /** The squared distance by definition: summed in double precision, over dimensions in order. */
    static double squaredDistance(final float[] a, final int ai, final float[] b, final int bi, final int dimension) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            final double difference = (double) a[ai + d] - b[bi + d];
            sum += difference * difference;
        }
        return sum;
    }
}
