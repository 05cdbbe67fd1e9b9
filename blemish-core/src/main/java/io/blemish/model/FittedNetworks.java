package io.blemish.model;

import io.blemish.detector.Detector;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fit has made of each network's patches.
 *
 * @param members in the networks' order
 */
record FittedNetworks(List<Fitted> members) implements AutoCloseable {
    /**
     * Fits a detector to each network's patches of some pictures.
     *
     * @param patches of all pictures; must stay open as long as what is returned
     * @param pictures slots to fit to, ascending
     */
    static FittedNetworks fit(
            final TrainingPatches patches, final int[] pictures, final Workers workers, final Progress progress) {
        final FittedNetworks fitted = new FittedNetworks(new ArrayList<>());
        try {
            for (final TrainingPatches.OfNetwork network : patches.networks()) {
                fitted.members.add(network.fitter().fit(network.store(), pictures, workers, progress));
            }
            return fitted;
        } catch (final RuntimeException e) {
            fitted.close();
            throw e;
        }
    }

    /** A detector of each; valid until this is closed. */
    List<Detector> detectors(final Workers workers) {
        return members.stream().map(fitted -> fitted.detector(workers)).toList();
    }

    /** How many entries they keep together. */
    int entries() {
        return members.stream().mapToInt(Fitted::entries).sum();
    }

    @Override
    public void close() {
        members.forEach(Fitted::close);
    }
}
