package io.blemish.search;

import io.blemish.InputException;
import io.blemish.array.BlockedProduct;
import io.blemish.array.FiniteRows;
import io.blemish.array.MatrixProduct;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes short vectors, sketches, whose distances never exceed those of the vectors that they stand for.
 *
 * <p>The sketch of x on m axes A is φ(x) = (A(x-μ), ρ(x)): its coordinates along the axes and the norm ρ of what they
 * leave out. Since ‖x-y‖² = ‖A(x-y)‖² + ‖rest(x)-rest(y)‖² and ‖rest(x)-rest(y)‖ ≥ |ρ(x)-ρ(y)|, ‖φ(x)-φ(y)‖ ≤ ‖x-y‖.
 *
 * <p>Each vector has two. The head is the sketch on the leading axes, {@code (φ, ‖φ‖²)}. The tail is what turns it into the
 * sketch on all axes: the head's ρ, which goes, the coordinates along the other axes and the norm of what all axes leave
 * out, which come.
 *
 * <p>A computed sketch is off the true one by at most an error that is computed with it. {@link #threshold} turns that,
 * the rounding of what compares sketches and the axes' departure from orthonormality into one number, so that no vector
 * is ever discarded wrongly. A vector too large to square has an infinite error, so it is never discarded at all.
 *
 * <p>Safe for use by many threads.
 */
final class Sketcher {
    private static final int BLOCK = 256;

    /** Values summed in one go: more would make the error bound loose. */
    private static final int DEPTH = 192;

    /** Unit roundoff of single precision. */
    private static final double UNIT = 0x1p-24;

    /** Generous for double precision: sums of some thousand terms are off by less, as a fraction. */
    private static final double DOUBLE_ROUNDING = 1e-11;

    /** Squares up to this, and sums of them, stay within single precision. */
    private static final double LARGEST_SQUARE = 1e30;

    /** More than all that underflow can take from a sketch or a product of two. */
    private static final double UNDERFLOW = 1e-30;

    private final int dimension;
    private final int axisCount;
    private final int leading;
    private final float[] mean;
    private final BlockedProduct rotation;
    private final double departure;
    private final double axesNorm;
    private final double gamma;
    private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>();

    /**
     * Prepares to sketch.
     *
     * @param axes to sketch along
     * @param leading how many of them the head is on
     */
    Sketcher(final PrincipalAxes axes, final int leading) {
        this.dimension = axes.dimension();
        this.axisCount = axes.count();
        this.leading = leading;
        this.mean = axes.mean().row(0);
        final float[][] rows = new float[axisCount][];
        for (int a = 0; a < axisCount; a++) {
            rows[a] = axes.axes().row(a);
        }
        this.rotation = new BlockedProduct(rows, DEPTH);
        this.departure = axes.departure();
        this.axesNorm = Math.sqrt(axisCount * (1 + departure));
        // Squared norms, and the tail's part, enter with roundings of their own: twice the terms cover them.
        this.gamma = MatrixProduct.roundingOf(2 * axisCount + 16);
    }

    /** Values of a head. */
    int headWidth() {
        return leading + 2;
    }

    /** Values of a tail. */
    int tailWidth() {
        return axisCount - leading + 2;
    }

    /**
     * Sketches vectors.
     *
     * @param vectors {@code [count, d]} from row {@code first}
     * @param first the first row
     * @param count how many
     * @throws InputException where a value is not finite
     */
    Sketches sketch(final float[] vectors, final int first, final int count) {
        final Sketches sketches =
                new Sketches(new float[count * headWidth()], new float[count * tailWidth()], new float[count]);
        final Workspace idle = workspaces.poll();
        final Workspace workspace = idle == null ? new Workspace() : idle;
        for (int done = 0; done < count; done += BLOCK) {
            final int take = Math.min(BLOCK, count - done);
            workspace.load(vectors, first + done, take);
            workspace.rotate();
            workspace.write(take, sketches, done);
        }
        workspaces.add(workspace);
        return sketches;
    }

    /**
     * The largest squared distance of two computed sketches at which their vectors may still be as near as some known
     * distance.
     *
     * @param nearest the known squared distance
     * @param norm of the one sketch, ‖φ(x)‖
     * @param error of the one
     * @param reach the largest norm of the others
     * @param reachError the largest error of the others
     */
    double threshold(
            final double nearest, final double norm, final double error, final double reach, final double reachError) {
        final double stretch = 1 + 2 * departure + DOUBLE_ROUNDING;
        final double distance = stretch * Math.sqrt(nearest) + error + reachError;
        final double rounding = gamma * (norm + reach) * (norm + reach);
        return distance * distance + rounding + UNDERFLOW;
    }

    /**
     * Sketches of some vectors.
     *
     * @param heads {@code [count, headWidth]}
     * @param tails {@code [count, tailWidth]}
     * @param errors how far head, or head and tail together, may be off; infinite for a vector that cannot be sketched
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never shared
    record Sketches(float[] heads, float[] tails, float[] errors) {}

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

        /** Over whole arrays, which is what the JIT vectorises. */
        private void subtractMean(final float[] values) {
            for (int d = 0; d < mean.length; d++) {
                values[d] -= mean[d];
            }
        }

        /** Four sums, since each addition waits for the one before. */
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

        void write(final int count, final Sketches sketches, final int target) {
            for (int i = 0; i < count; i++) {
                final int row = target + i;
                if (squares[i] <= LARGEST_SQUARE) {
                    final double headRest = writeHead(i, sketches.heads, row * headWidth());
                    sketches.tails[row * tailWidth()] = (float) headRest;
                    final double rest = writeTail(i, sketches.tails, row * tailWidth() + 1);
                    final double error = Math.max(error(squares[i], headRest), error(squares[i], rest));
                    sketches.errors[row] = Math.nextUp((float) error);
                } else {
                    sketches.errors[row] = Float.POSITIVE_INFINITY;
                }
            }
        }

        private double writeHead(final int i, final float[] heads, final int at) {
            double held = 0;
            for (int a = 0; a < leading; a++) {
                final float coordinate = coordinates[i * axisCount + a];
                heads[at + a] = coordinate;
                held += (double) coordinate * coordinate;
            }
            final double rest = Math.sqrt(Math.max(0, squares[i] - held));
            heads[at + leading] = (float) rest;
            heads[at + leading + 1] = (float) (held + rest * rest);
            return rest;
        }

        private double writeTail(final int i, final float[] tails, final int at) {
            double held = 0;
            for (int a = 0; a < axisCount; a++) {
                final float coordinate = coordinates[i * axisCount + a];
                if (a >= leading) {
                    tails[at + a - leading] = coordinate;
                }
                held += (double) coordinate * coordinate;
            }
            final double rest = Math.sqrt(Math.max(0, squares[i] - held));
            tails[at + axisCount - leading] = (float) rest;
            return rest;
        }

        /** Centring, rotation, the rest's norm and the rounding of the coordinates, each at its worst. */
        private double error(final double square, final double rest) {
            final double norm = Math.sqrt(square);
            final double coordinates =
                    (axesNorm * MatrixProduct.roundingOf(rotation.terms()) + UNIT * (1 + departure)) * norm;
            final double squaresOff = coordinates * (2 * (1 + departure) * norm + coordinates)
                    + (departure * (1 + departure) + DOUBLE_ROUNDING) * square;
            final double restOff =
                    rest > 0 ? Math.min(Math.sqrt(squaresOff), squaresOff / rest) : Math.sqrt(squaresOff);
            return UNIT * (1 + departure) * norm + coordinates + restOff + UNIT * rest + UNDERFLOW;
        }
    }
}
