package io.blemish.model;

import io.blemish.detector.TrainedDetector;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The detectors that a fit has trained.
 *
 * @param detectors one for each network, in the networks' order
 */
record TrainedNetworks(List<TrainedDetector> detectors) implements AutoCloseable {
    /**
     * Trains a detector on each network's patches of some inputs.
     *
     * @param patches of all pictures; must stay open as long as the detectors
     * @param slots of the inputs to train on, ascending
     */
    static TrainedNetworks train(
            final TrainingPatches patches, final int[] slots, final Workers workers, final Progress progress) {
        final TrainedNetworks trained = new TrainedNetworks(new ArrayList<>());
        try {
            for (final TrainingPatches.OfNetwork network : patches.networks()) {
                trained.detectors.add(network.trainer().train(network.store(), slots, workers, progress));
            }
            return trained;
        } catch (final RuntimeException | Error e) {
            trained.close();
            throw e;
        }
    }

    /** How many entries the detectors keep together. */
    int entries() {
        return detectors.stream().mapToInt(TrainedDetector::entries).sum();
    }

    @Override
    public void close() {
        detectors.forEach(TrainedDetector::close);
    }
}
