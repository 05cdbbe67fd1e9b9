package io.blemish.detector.softpatch;

import io.blemish.array.FloatMatrix;
import io.blemish.array.Quantile;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Leaves out the patches that stand out, and chooses a memory bank among the others. */
final class SoftPatchTrainer implements DetectorTrainer {
    private final PatchCoreOptions bank;
    private final double noise;
    private final long seed;

    SoftPatchTrainer(final PatchCoreOptions bank, final double noise, final long seed) {
        this.bank = bank;
        this.noise = noise;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(bank.embedding());
    }

    @Override
    public Optional<RandomProjection> projection(final int dimension) {
        return bank.coreset() == 1
                ? Optional.empty()
                : Optional.of(RandomProjection.gaussian(dimension, bank.projectionDimension(), seed));
    }

    /** Nothing stands out among one. */
    @Override
    public int fewestPictures() {
        return 2;
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final float[] factors = OutlierFactors.of(store, pictures, workers, progress);
        final float[] ascending = factors.clone();
        Arrays.sort(ascending);
        final double limit = Quantile.of(ascending, 1 - noise);
        final int each = store.patchesPerPicture();
        final int[] kept = IntStream.range(0, factors.length)
                .filter(i -> factors[i] <= limit)
                .toArray();
        final int[] rows = IntStream.of(kept)
                .map(i -> pictures[i / each] * each + i % each)
                .toArray();
        final PatchCore chosen = PatchCore.among(bank, store, rows, seed, workers, progress);
        final long[] picks = chosen.rows();
        final float[] weights = new float[picks.length];
        for (int i = 0; i < picks.length; i++) {
            weights[i] = factors[kept[Arrays.binarySearch(rows, Math.toIntExact(picks[i]))]];
        }
        return new SoftPatch(chosen, FloatMatrix.wrap(weights, weights.length, 1), noise);
    }
}
