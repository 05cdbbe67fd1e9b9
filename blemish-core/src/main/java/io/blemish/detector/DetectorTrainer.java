package io.blemish.detector;

import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Optional;

/** Trains detectors of one kind on the patches of one network. */
public interface DetectorTrainer {
    /** Turns feature maps into the patches that training needs. */
    PatchEmbedder embedder();

    /**
     * A projection of the patches that training needs beside them, if any.
     *
     * @param dimension of a patch
     */
    default Optional<RandomProjection> projection(final int dimension) {
        return Optional.empty();
    }

    /** The smallest number of pictures that a detector can be trained on. */
    default int fewestPictures() {
        return 1;
    }

    /**
     * Trains a detector.
     *
     * @param store the patches of all pictures; must stay open as long as the detector
     * @param pictures slots to train on, ascending
     * @param workers threads to use, also when the detector is asked; the result does not depend on them
     * @param progress hears how far the training is
     */
    TrainedDetector train(PatchStore store, int[] pictures, Workers workers, Progress progress);
}
