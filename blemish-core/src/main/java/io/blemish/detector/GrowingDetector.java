package io.blemish.detector;

import io.blemish.embedding.PatchStore;
import io.blemish.embedding.RandomProjection;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Optional;

/** A detector that takes up further good pictures, and gives up others, without being trained anew. */
public interface GrowingDetector extends TrainedDetector {
    /** {@return the projection that a store of further patches needs; empty if it needs none} */
    Optional<RandomProjection> projection();

    /** {@return whether it has as many entries as it may have, so that it can give some up but take up none} */
    default boolean full() {
        return false;
    }

    /**
     * Takes up further pictures.
     *
     * @param store their patches, embedded by this detector's embedder; must stay open as long as the result
     * @param pictures slots of the store to take, ascending
     * @param trained how many pictures the detector knows so far; the further ones are counted on from there
     * @param workers threads to use; the result does not depend on them
     * @param progress hears how far the work is
     * @return another detector, to be closed by the caller
     * @throws java.util.concurrent.CancellationException if the progress is cancelled; nothing is left behind then
     */
    GrowingDetector with(PatchStore store, int[] pictures, int trained, Workers workers, Progress progress);

    /**
     * Gives up what comes from some pictures. The others are counted anew without them.
     *
     * @param pictures their numbers among those that the detector knows, ascending
     * @param workers threads to use; the result does not depend on them
     * @param progress hears how far the work is
     * @return another detector, to be closed by the caller
     * @throws IllegalArgumentException if nothing would be left
     */
    GrowingDetector without(int[] pictures, Workers workers, Progress progress);
}
