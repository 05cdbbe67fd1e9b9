package io.blemish.model;

import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.GrowingDetector;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Optional;

/**
 * Trains by taking up further pictures in a detector that is trained already.
 *
 * @param before the detector; not closed by this
 * @param trained how many pictures it knows
 */
record GrowthTrainer(GrowingDetector before, int trained) implements DetectorTrainer {
    @Override
    public PatchEmbedder embedder() {
        return before.embedder();
    }

    @Override
    public Optional<RandomProjection> projection(final int dimension) {
        return before.projection();
    }

    /** The detector knows pictures already. */
    @Override
    public int fewestPictures() {
        return 0;
    }

    @Override
    public TrainedDetector train(
            final PatchStore store, final int[] pictures, final Workers workers, final Progress progress) {
        return before.with(store, pictures, trained, workers, progress);
    }
}
