package io.blemish.search.exact;

import io.blemish.BlemishException;
import io.blemish.array.BlockedProduct;
import io.blemish.array.FiniteRows;
import io.blemish.array.MatrixProduct;
import io.blemish.parallel.Pool;
import io.blemish.search.vector.PrincipalAxes;
import java.util.Arrays;

/**
 * Projects vectors onto principal axes, so that projections are never farther apart than their vectors.
 *
 * <p>The projection of x on m axes A is φ(x) = (A(x-μ), ρ(x)): its coordinates along the axes and the norm ρ of the rest,
 * which they leave out. Since ‖x-y‖² = ‖A(x-y)‖² + ‖rest(x)-rest(y)‖² and ‖rest(x)-rest(y)‖ ≥ |ρ(x)-ρ(y)|, ‖φ(x)-φ(y)‖ ≤
 * ‖x-y‖.
 *
 * <p>Each vector has two. The leading part is the projection on the leading axes and its square, {@code (φ, ‖φ‖²)}. The
 * trailing part turns it into the projection on all axes: it has the ρ of the leading axes, which is to be taken away, and
 * the coordinates along the other axes and the ρ of all axes, which are to be added.
 *
 * <p>An error is computed with each projection: the computed one is no farther from the true one. {@link #threshold} turns
 * these errors, the rounding of the products that compare projections, and the axes' loss of orthogonality into one number,
 * so that no vector is ever pruned wrongly. A vector too large to square has an infinite error, so it is never pruned at all.
 *
 * <p>Safe for use by many threads.
 */
final class Projector {
    private static final int BLOCK = 256;

    /** Values summed in one go. More would make the error bound loose. */
    private static final int DEPTH = 192;

    /** Unit roundoff of single precision. */
    private static final double UNIT = 0x1p-24;

    /** The relative error of sums of some thousand terms in double precision is much smaller. */
    private static final double DOUBLE_ROUNDING = 1e-11;

    /** Squares up to this, and their sums, do not overflow in single precision. */
    private static final double LARGEST_SQUARE = 1e30;

    /** More than all that a projection, or a product of two, can lose by underflow. */
    private static final double UNDERFLOW = 1e-30;

    private final int dimension;
    private final int axisCount;
    private final int leadingAxes;
    private final float[] mean;
    private final BlockedProduct rotation;
    private final double orthogonalityLoss;
    private final double axesNorm;
    private final double gamma;
    private final Pool<Workspace> workspaces = new Pool<>(Workspace::new);

    /**
     * Prepares to project.
     *
     * @param axes to project onto
     * @param leadingAxes how many of them the leading part is on
     */
    Projector(final PrincipalAxes axes, final int leadingAxes) {
        this.dimension = axes.dimension();
        this.axisCount = axes.count();
        this.leadingAxes = leadingAxes;
        this.mean = axes.mean().row(0);
        final float[][] rows = new float[axisCount][];
        for (int a = 0; a < axisCount; a++) {
            rows[a] = axes.axes().row(a);
        }
        this.rotation = new BlockedProduct(rows, DEPTH);
        this.orthogonalityLoss = axes.orthogonalityLoss();
        this.axesNorm = Math.sqrt(axisCount * (1 + orthogonalityLoss));
        // The squared norms and the trailing part have roundings of their own, which twice the terms cover.
        this.gamma = MatrixProduct.roundingOf(2 * axisCount + 16);
    }

    /** Values of a leading part. */
    int leadingWidth() {
        return leadingAxes + 2;
    }

    /** Values of a trailing part. */
    int trailingWidth() {
        return axisCount - leadingAxes + 2;
    }

    /**
     * Projects vectors.
     *
     * @param vectors {@code [count, d]} from row {@code first}
     * @param first the first row
     * @param count how many
     * @throws BlemishException if a value is not finite
     */
    Projections project(final float[] vectors, final int first, final int count) {
        final Projections projections = new Projections(
                new float[count * leadingWidth()], new float[count * trailingWidth()], new float[count]);
        workspaces.use(workspace -> {
            for (int done = 0; done < count; done += BLOCK) {
                final int take = Math.min(BLOCK, count - done);
                workspace.load(vectors, first + done, take);
                workspace.rotate();
                workspace.write(take, projections, done);
            }
        });
        return projections;
    }

    /**
     * The largest squared distance of two computed projections at which their vectors may still be as near as some known
     * distance.
     *
     * @param nearest the known squared distance
     * @param norm of the first projection, ‖φ(x)‖
     * @param error of the first projection
     * @param largestNorm of the other projections
     * @param largestError of the other projections
     */
    double threshold(
            final double nearest,
            final double norm,
            final double error,
            final double largestNorm,
            final double largestError) {
        final double stretch = 1 + 2 * orthogonalityLoss + DOUBLE_ROUNDING;
        final double distance = stretch * Math.sqrt(nearest) + error + largestError;
        final double rounding = gamma * (norm + largestNorm) * (norm + largestNorm);
        return distance * distance + rounding + UNDERFLOW;
    }

    /** Buffers of one thread. */
    private final class Workspace {
        private final BlockedProduct.Rows rows = rotation.new Rows(BLOCK);
        private final float[] vector = new float[dimension];
        private final double[] squares = new double[BLOCK];
        private final float[] coordinates = new float[BLOCK * axisCount];

        void load(final float[] vectors, final int first, final int count) {
            rows.begin(count);
            for (int i = 0; i < count; i++) {
                System.arraycopy(vectors, (first + i) * dimension, vector, 0, dimension);
                subtractMean(vector);
                final double square = sumOfSquares(vector);
                if (!(square <= LARGEST_SQUARE)) {
                    FiniteRows.require(vectors, first + i, dimension, first + i);
                    Arrays.fill(vector, 0);
                }
                squares[i] = square;
                rows.put(i, vector);
            }
        }

        /** Loops over whole arrays, which the JIT vectorises. */
        private void subtractMean(final float[] values) {
            for (int d = 0; d < mean.length; d++) {
                values[d] -= mean[d];
            }
        }

        /** Adds up in four sums, since each addition waits for the one before. */
        private static double sumOfSquares(final float[] values) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int d = 0;
            for (; d + 3 < values.length; d += 4) {
                s0 += (double) values[d] * values[d];
                s1 += (double) values[d + 1] * values[d + 1];
                s2 += (double) values[d + 2] * values[d + 2];
                s3 += (double) values[d + 3] * values[d + 3];
            }
            for (; d < values.length; d++) {
                s0 += (double) values[d] * values[d];
            }
            return (s0 + s1) + (s2 + s3);
        }

        void rotate() {
            rows.multiply(coordinates);
        }

        void write(final int count, final Projections projections, final int target) {
            for (int i = 0; i < count; i++) {
                final int row = target + i;
                if (squares[i] <= LARGEST_SQUARE) {
                    final double leadingRest = writeLeading(i, projections.leading(), row * leadingWidth());
                    projections.trailing()[row * trailingWidth()] = (float) leadingRest;
                    final double rest = writeTrailing(i, projections.trailing(), row * trailingWidth() + 1);
                    final double error = Math.max(error(squares[i], leadingRest), error(squares[i], rest));
                    projections.errors()[row] = Math.nextUp((float) error);
                } else {
                    projections.errors()[row] = Float.POSITIVE_INFINITY;
                }
            }
        }

        private double writeLeading(final int i, final float[] leading, final int at) {
            double held = 0;
            for (int a = 0; a < leadingAxes; a++) {
                final float coordinate = coordinates[i * axisCount + a];
                leading[at + a] = coordinate;
                held += (double) coordinate * coordinate;
            }
            final double rest = Math.sqrt(Math.max(0, squares[i] - held));
            leading[at + leadingAxes] = (float) rest;
            leading[at + leadingAxes + 1] = (float) (held + rest * rest);
            return rest;
        }

        private double writeTrailing(final int i, final float[] trailing, final int at) {
            double held = 0;
            for (int a = 0; a < axisCount; a++) {
                final float coordinate = coordinates[i * axisCount + a];
                if (a >= leadingAxes) {
                    trailing[at + a - leadingAxes] = coordinate;
                }
                held += (double) coordinate * coordinate;
            }
            final double rest = Math.sqrt(Math.max(0, squares[i] - held));
            trailing[at + axisCount - leadingAxes] = (float) rest;
            return rest;
        }

        /** The worst of centring, rotation, the norm of the rest and the rounding of the coordinates. */
        private double error(final double square, final double rest) {
            final double norm = Math.sqrt(square);
            final double coordinates =
                    (axesNorm * MatrixProduct.roundingOf(rotation.terms()) + UNIT * (1 + orthogonalityLoss)) * norm;
            final double squaresError = coordinates * (2 * (1 + orthogonalityLoss) * norm + coordinates)
                    + (orthogonalityLoss * (1 + orthogonalityLoss) + DOUBLE_ROUNDING) * square;
            final double restError =
                    rest > 0 ? Math.min(Math.sqrt(squaresError), squaresError / rest) : Math.sqrt(squaresError);
            return UNIT * (1 + orthogonalityLoss) * norm + coordinates + restError + UNIT * rest + UNDERFLOW;
        }
    }
}
