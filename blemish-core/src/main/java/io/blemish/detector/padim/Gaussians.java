package io.blemish.detector.padim;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A normal distribution of the patches at each position of the grid, off the heap (Defard et al., "PaDiM", section 3.2).
 *
 * <p>The patches lie in a file; one position's are read, their mean and covariance taken in double precision, and the
 * covariance's inverse factor written away before the next position's turn. So the heap holds two matrices for each
 * thread, however many pictures and positions there are: for 550 channels 5 MB each.
 *
 * @param means {@code [positions, d]}
 * @param factors the inverse Cholesky factors, {@code [positions, d * (d + 1) / 2]}, column by column from the diagonal
 *     down
 */
record Gaussians(FloatFile means, FloatFile factors) implements AutoCloseable {
    /** The paper adds this to the covariance's diagonal. */
    static final double RIDGE = 0.01;

    /** The largest value whose squares, and sums of squares, a float32 model can still tell apart from infinity. */
    private static final double LARGEST = 1e15;

    /**
     * Fits them.
     *
     * @param patches of all pictures, {@code [pictures * positions, d]}
     * @param positions of a picture's grid
     * @param pictures which to fit to, at least 2
     * @param workers share the positions; the result does not depend on them
     * @param progress hears of the stage {@code gaussians}
     * @throws BlemishException if a feature is too large to square
     */
    static Gaussians fit(
            final FloatMatrix patches,
            final int positions,
            final int[] pictures,
            final Workers workers,
            final Progress progress) {
        if (pictures.length < 2) {
            throw new IllegalArgumentException("a covariance needs at least 2 pictures, not " + pictures.length);
        }
        final int dimension = patches.columns();
        final FloatFile means = FloatFile.create(positions, dimension);
        final FloatFile factors = create(means, positions, packed(dimension));
        final Gaussians gaussians = new Gaussians(means, factors);
        final Queue<Fit> idle = new ConcurrentLinkedQueue<>();
        final AtomicInteger done = new AtomicInteger();
        try {
            workers.forEach(positions, position -> {
                final Fit known = idle.poll();
                final Fit fit = known == null ? new Fit(pictures.length, dimension) : known;
                fit.read(patches, positions, pictures, position);
                fit.write(gaussians, position);
                idle.add(fit);
                synchronized (done) {
                    progress.report("gaussians", done.incrementAndGet(), positions);
                }
            });
            return gaussians;
        } catch (final RuntimeException e) {
            gaussians.close();
            throw e;
        }
    }

    private static FloatFile create(final FloatFile before, final int rows, final int columns) {
        try {
            return FloatFile.create(rows, columns);
        } catch (final RuntimeException e) {
            before.close();
            throw e;
        }
    }

    /** Values of a packed triangle. */
    static int packed(final int dimension) {
        return Math.multiplyExact(dimension, dimension + 1) / 2;
    }

    @Override
    public void close() {
        means.close();
        factors.close();
    }

    /** The buffers of one thread, which fits one position after the other. */
    private static final class Fit {
        private final int count;
        private final int dimension;
        private final double[] vectors;
        private final double[] mean;
        private final float[] row;
        private final SymmetricFactor factor;

        Fit(final int count, final int dimension) {
            this.count = count;
            this.dimension = dimension;
            this.vectors = new double[Math.multiplyExact(count, dimension)];
            this.mean = new double[dimension];
            this.row = new float[dimension];
            this.factor = new SymmetricFactor(dimension);
        }

        /** The position's vectors, centred in place. */
        void read(final FloatMatrix patches, final int positions, final int[] pictures, final int position) {
            Arrays.fill(mean, 0);
            for (int i = 0; i < count; i++) {
                patches.copyRows(pictures[i] * positions + position, 1, row, 0);
                for (int d = 0; d < dimension; d++) {
                    final double value = row[d];
                    if (!(Math.abs(value) <= LARGEST)) {
                        throw new BackboneException(
                                ErrorCode.MODEL_NOT_FINITE,
                                "A feature of training picture " + pictures[i] + " is " + value
                                        + ", too large for a covariance; check the backbone's weights.");
                    }
                    vectors[i * dimension + d] = value;
                    mean[d] += value;
                }
            }
            for (int d = 0; d < dimension; d++) {
                // Distances are taken from the rounded mean that the model keeps, and so is the covariance.
                mean[d] = (float) (mean[d] / count);
            }
            for (int i = 0; i < count; i++) {
                for (int d = 0; d < dimension; d++) {
                    vectors[i * dimension + d] -= mean[d];
                }
            }
        }

        void write(final Gaussians gaussians, final int position) {
            final double[] inverse = factor.invert(vectors, count, RIDGE);
            final float[] packed = new float[packed(dimension)];
            int at = 0;
            for (int column = 0; column < dimension; column++) {
                for (int i = column; i < dimension; i++) {
                    packed[at++] = (float) inverse[i * dimension + column];
                }
            }
            for (int d = 0; d < dimension; d++) {
                row[d] = (float) mean[d];
            }
            gaussians.means.write(position, row);
            gaussians.factors.write(position, packed);
        }
    }
}
