package io.blemish.detector.subspace;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.embedding.Patches;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The squared length of what is left of a patch once its part along some axes is taken off: {@code ‖(I - V Vᵀ)(x - μ)‖²}. What
 * is left is computed value by value. The difference of two squares would be short, and lose the digits that matter, because the
 * axes explain nearly all. Safe for use by many threads.
 */
final class ResidualScorer {
    /** Patches of one product. */
    private static final int BLOCK = 256;

    private final float[] mean;
    private final float[] axes;

    /** The axes as columns, {@code [d, axes]}. */
    private final float[] columns;

    private final int count;
    private final Queue<Buffers> idle = new ConcurrentLinkedQueue<>();

    /**
     * A scorer.
     *
     * @param mean {@code [1, d]}
     * @param axes orthonormal, {@code [axes, d]}
     */
    ResidualScorer(final FloatMatrix mean, final FloatMatrix axes) {
        this.mean = mean.row(0);
        this.count = axes.rows();
        this.axes = new float[count * this.mean.length];
        axes.copyRows(0, count, this.axes, 0);
        this.columns = new float[this.axes.length];
        for (int a = 0; a < count; a++) {
            for (int d = 0; d < this.mean.length; d++) {
                columns[d * count + a] = this.axes[a * this.mean.length + d];
            }
        }
    }

    /** The mean, {@code [d]}; not to be changed. */
    float[] mean() {
        return mean;
    }

    /** The axes, {@code [axes, d]}; not to be changed. */
    float[] axes() {
        return axes;
    }

    /** The squared residual of each patch. */
    float[] residuals(final Patches patches) {
        final Buffers known = idle.poll();
        final Buffers buffers = known == null ? new Buffers() : known;
        final float[] residuals = new float[patches.count()];
        for (int first = 0; first < residuals.length; first += BLOCK) {
            buffers.score(patches, first, Math.min(BLOCK, residuals.length - first), residuals);
        }
        idle.add(buffers);
        return residuals;
    }

    /** The buffers of one thread. */
    private final class Buffers {
        private final MatrixProduct onto = new MatrixProduct(BLOCK, count, mean.length);
        private final MatrixProduct back = new MatrixProduct(BLOCK, mean.length, count);
        private final float[] centred = new float[BLOCK * mean.length];
        private final float[] along = new float[BLOCK * count];
        private final float[] explained = new float[BLOCK * mean.length];

        void score(final Patches patches, final int first, final int rows, final float[] residuals) {
            final int dimension = mean.length;
            for (int p = 0; p < rows; p++) {
                final int from = (first + p) * dimension;
                for (int d = 0; d < dimension; d++) {
                    centred[p * dimension + d] = patches.values()[from + d] - mean[d];
                }
            }
            onto.left().put(centred, 0, rows * dimension);
            onto.right().put(axes);
            onto.multiply(rows, count);
            onto.product().get(0, along, 0, rows * count);
            back.left().put(along, 0, rows * count);
            back.right().put(columns);
            back.multiply(rows, dimension);
            back.product().get(0, explained, 0, rows * dimension);
            for (int p = 0; p < rows; p++) {
                residuals[first + p] = (float) square(p * dimension);
            }
        }

        private double square(final int from) {
            double sum = 0;
            for (int d = from; d < from + mean.length; d++) {
                final double left = (double) centred[d] - explained[d];
                sum += left * left;
            }
            return sum;
        }
    }
}
