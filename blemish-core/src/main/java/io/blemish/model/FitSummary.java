package io.blemish.model;

import io.blemish.prediction.Calibration;
import io.blemish.search.Recall;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a fit.
 *
 * @param pictures how many training pictures were used
 * @param failures training pictures that could not be used, each with a sentence that gives the reason
 * @param patches how many patches they have
 * @param bankSize how many entries the detector keeps: patches, or distributions of patches
 * @param dimension values of a patch
 * @param calibration the thresholds
 * @param recall how often the search finds the nearest entry of a held-out patch; empty if the search is exact
 * @param embeddingSeconds reading the pictures and running the network
 * @param coresetSeconds making the detector of the patches: choosing the memory bank, or fitting the distributions
 * @param calibrationSeconds doing so without the held-out pictures and scoring these
 */
public record FitSummary(
        int pictures,
        List<String> failures,
        int patches,
        int bankSize,
        int dimension,
        Calibration calibration,
        Optional<Recall> recall,
        double embeddingSeconds,
        double coresetSeconds,
        double calibrationSeconds) {
    /** Copies the list of failures. */
    public FitSummary {
        failures = List.copyOf(failures);
    }
}
