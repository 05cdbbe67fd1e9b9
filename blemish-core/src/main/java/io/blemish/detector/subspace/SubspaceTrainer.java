package io.blemish.detector.subspace;

import io.blemish.array.FloatMatrix;
import io.blemish.array.SymmetricEigen;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.PatchCovariance;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/** Finds the principal axes of the patches. */
final class SubspaceTrainer implements DetectorTrainer {
    private final SubspaceOptions options;
    private final long seed;

    SubspaceTrainer(final SubspaceOptions options, final long seed) {
        this.options = options;
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
        final SymmetricEigen eigen = covariance.axes(progress);
        final int dimension = covariance.mean().length;
        // With all axes, nothing would be left of any patch.
        final int axes =
                Math.max(1, Math.min(PatchCovariance.explaining(eigen.values(), options.explained()), dimension - 1));
        final float[] rows = new float[axes * dimension];
        for (int a = 0; a < axes; a++) {
            for (int d = 0; d < dimension; d++) {
                rows[a * dimension + d] = (float) eigen.vectors()[a][d];
            }
        }
        return new Subspace(
                new SubspaceDescription(
                        options.explained(),
                        axes,
                        options.imageScore().share(),
                        seed,
                        store.height(),
                        store.width(),
                        dimension),
                covariance.roundedMean(),
                FloatMatrix.wrap(rows, axes, dimension));
    }
}
