package io.blemish.detector.subspace;

import io.blemish.array.FloatMatrix;
import io.blemish.array.SymmetricEigen;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/** Finds the principal axes of the patches. */
final class SubspaceTrainer implements DetectorTrainer {
    private final double explained;
    private final long seed;

    SubspaceTrainer(final double explained, final long seed) {
        this.explained = explained;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return Subspace.EMBEDDER;
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final PatchCovariance covariance = PatchCovariance.of(store, pictures, workers, progress);
        final SymmetricEigen eigen =
                SymmetricEigen.of(covariance.matrix(), (done, total) -> progress.report("principal axes", done, total));
        final int axes = count(eigen.values());
        final int dimension = covariance.mean().length;
        final float[] rows = new float[axes * dimension];
        for (int a = 0; a < axes; a++) {
            for (int d = 0; d < dimension; d++) {
                rows[a * dimension + d] = (float) eigen.vectors()[a][d];
            }
        }
        final float[] mean = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = (float) covariance.mean()[d];
        }
        return new Subspace(
                new SubspaceDescription(
                        explained, axes, WorstShare.USUAL, seed, store.height(), store.width(), dimension),
                FloatMatrix.wrap(mean, 1, dimension),
                FloatMatrix.wrap(rows, axes, dimension));
    }

    /** As few axes as explain the share; at least one, and not all, which would leave nothing of any patch. */
    private int count(final double[] variances) {
        double total = 0;
        for (final double variance : variances) {
            total += Math.max(0, variance);
        }
        double sum = 0;
        int count = 0;
        while (count < variances.length && sum < explained * total) {
            sum += Math.max(0, variances[count++]);
        }
        return Math.max(1, Math.min(count, variances.length - 1));
    }
}
