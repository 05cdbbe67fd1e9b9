package io.blemish.detector.mhpatchcore;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.array.SymmetricEigen;
import io.blemish.detector.PatchCovariance;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Progress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes the mean off patches, turns them to the principal axes and divides by the deviation along each. Along its own axes a
 * covariance is diagonal, and so is one that was shrunk towards a multiple of the identity, so there is nothing to factor. Safe for
 * use by many threads.
 */
final class Whitening {
    /** Patches of one product. */
    private static final int BLOCK = 256;

    /** The least variance that is divided by, so that axes without any do not count. */
    private static final double LEAST_VARIANCE = 1e-12;

    private final FloatMatrix mean;
    private final FloatMatrix axes;
    private final float[] means;
    private final float[] rows;
    private final Queue<Buffers> idle = new ConcurrentLinkedQueue<>();

    /**
     * A whitening.
     *
     * @param mean {@code [1, d]}
     * @param axes orthogonal, each as long as the reciprocal of the deviation along it, {@code [axes, d]}
     */
    Whitening(final FloatMatrix mean, final FloatMatrix axes) {
        this.mean = mean;
        this.axes = axes;
        this.means = mean.row(0);
        this.rows = new float[Math.multiplyExact(axes.rows(), means.length)];
        axes.copyRows(0, axes.rows(), rows, 0);
    }

    /**
     * Learns from the covariance of patches.
     *
     * @param patches how many there were
     * @param explained the share of the variance that the axes explain
     * @param shrinkage the share by which each variance is moved to the mean of those kept
     */
    static Whitening of(
            final PatchCovariance covariance,
            final long patches,
            final double explained,
            final double shrinkage,
            final Progress progress) {
        final SymmetricEigen eigen = covariance.axes(progress);
        final int count = PatchCovariance.explaining(eigen.values(), explained);
        // The paper's covariance is that of a sample.
        final double sample = patches > 1 ? patches / (patches - 1.0) : 1;
        double mean = 0;
        for (int a = 0; a < count; a++) {
            mean += eigen.values()[a] * sample / count;
        }
        final int dimension = covariance.mean().length;
        final float[] rows = new float[Math.multiplyExact(count, dimension)];
        for (int a = 0; a < count; a++) {
            final double variance = (1 - shrinkage) * eigen.values()[a] * sample + shrinkage * mean;
            final double scale = 1 / Math.sqrt(Math.max(variance, LEAST_VARIANCE));
            for (int d = 0; d < dimension; d++) {
                rows[a * dimension + d] = (float) (eigen.vectors()[a][d] * scale);
            }
        }
        return new Whitening(covariance.roundedMean(), FloatMatrix.wrap(rows, count, dimension));
    }

    /** The mean, {@code [1, d]}. */
    FloatMatrix mean() {
        return mean;
    }

    /** The axes, {@code [axes, d]}. */
    FloatMatrix axes() {
        return axes;
    }

    /** How many values a whitened patch has. */
    int dimension() {
        return axes.rows();
    }

    /** Whitens the patches of a picture. */
    Patches apply(final Patches patches) {
        final Buffers known = idle.poll();
        final Buffers buffers = known == null ? new Buffers() : known;
        final float[] values = new float[patches.count() * dimension()];
        for (int first = 0; first < patches.count(); first += BLOCK) {
            buffers.whiten(patches, first, Math.min(BLOCK, patches.count() - first), values);
        }
        idle.add(buffers);
        return new Patches(patches.height(), patches.width(), dimension(), values);
    }

    /** Adds the nodes that whiten the patches of pictures. */
    GridValue of(final GraphAssembly graph, final GridValue patches) {
        final String centred =
                graph.node("Sub", graph.rows(patches), graph.floats(List.of((long) means.length), means));
        final String basis = graph.weights(List.of((long) dimension(), (long) means.length), rows);
        final String along = graph.node("MatMul", centred, graph.transpose(basis, 1, 0));
        final String grid = graph.reshape(along, -1, patches.height(), patches.width(), dimension());
        return new GridValue(graph.transpose(grid, 0, 3, 1, 2), dimension(), patches.height(), patches.width());
    }

    /** The buffers of one thread. */
    private final class Buffers {
        private final MatrixProduct onto = new MatrixProduct(BLOCK, dimension(), means.length);
        private final float[] centred = new float[BLOCK * means.length];

        Buffers() {
            onto.right().put(0, rows);
        }

        void whiten(final Patches patches, final int first, final int count, final float[] into) {
            for (int i = 0; i < count * means.length; i++) {
                centred[i] = patches.values()[first * means.length + i] - means[i % means.length];
            }
            onto.left().put(0, centred, 0, count * means.length);
            onto.multiply(count, dimension());
            onto.product().get(0, into, first * dimension(), count * dimension());
        }
    }
}
