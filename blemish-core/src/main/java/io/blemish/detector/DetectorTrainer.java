package io.blemish.detector;

import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Optional;

/** Trains detectors of one kind on the patches of one network. */
public interface DetectorTrainer {
    /** {@return the embedder that turns feature maps into the patches that training needs} */
    PatchEmbedder embedder();

    /**
     * {@return the projection that training needs of the patches, beside the patches themselves; empty if it needs none}
     *
     * @param dimension of a patch
     */
    default Optional<RandomProjection> projection(final int dimension) {
        return Optional.empty();
    }

    /** {@return the smallest number of pictures that a detector can be trained on} */
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
     * @return the detector, to be closed by the caller
     */
    TrainedDetector train(PatchStore store, int[] pictures, Workers workers, Progress progress);
}
