package io.blemish.detector.patchcore;

import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;

/** Trains detectors that keep nothing of the patches but memory banks, and so can be trained where the patches lie. */
public interface BankTrainer extends DetectorTrainer {
    @Override
    default TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        return train(BankPatches.of(store), pictures, workers, progress);
    }

    /**
     * Trains a detector.
     *
     * @param patches of all pictures; must stay open as long as the detector
     * @param pictures numbers of those to train on, ascending
     * @param workers threads to use, also when the detector is asked; the result does not depend on them
     * @param progress hears how far the training is
     * @return the detector, to be closed by the caller
     */
    TrainedDetector train(BankPatches patches, int[] pictures, Workers workers, Progress progress);
}
