package io.blemish.detector.anomalydino;

import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.patchcore.PatchCoreTrainer;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;

/** Chooses a memory bank of directions. */
final class AnomalyDinoTrainer implements DetectorTrainer {
    private final PatchCoreOptions options;
    private final int dimension;
    private final WorstShare imageScore;
    private final long seed;

    /**
     * A trainer.
     *
     * @param options of the memory bank
     * @param dimension of a patch
     * @param imageScore what makes the score of a picture of the distances of its patches
     */
    AnomalyDinoTrainer(
            final PatchCoreOptions options, final int dimension, final WorstShare imageScore, final long seed) {
        this.options = options;
        this.dimension = dimension;
        this.imageScore = imageScore;
        this.seed = seed;
    }

    @Override
    public PatchEmbedder embedder() {
        return PatchEmbedder.of(options.embedding());
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        final PatchCoreTrainer bank = options.trainer(List.of(), seed);
        // The directions are made once, and closed with the patches.
        final BankPatches directions =
                BankPatches.of(store).derived(new UnitLength(), bank.projection(dimension), workers);
        return new AnomalyDino(bank.train(directions, pictures, workers, progress), imageScore.share());
    }
}
