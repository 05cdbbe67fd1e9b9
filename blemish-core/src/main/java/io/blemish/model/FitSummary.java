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
 * @param patches how many patches the training pictures have
 * @param bankSize how many entries the detector keeps: patches, or distributions of patches
 * @param dimension values of a patch
 * @param calibration the thresholds
 * @param oddPictures training pictures whose scores stand out, the highest first: they may not be good
 * @param reduction that the network sees the pictures much smaller than they are; empty if it does not
 * @param recall how often the search finds the nearest entry of a held-out patch; empty if the search is exact
 * @param thumbnailBytes the size of the small copies of pictures that the model holds; 0 if it holds none
 * @param embeddingSeconds reading the pictures and running the network
 * @param coresetSeconds making the detector of the patches: choosing the memory bank, or fitting the distributions
 * @param calibrationSeconds doing so without the held-out pictures and scoring these
 */
public record FitSummary(
        int pictures,
        List<String> failures,
        long patches,
        int bankSize,
        int dimension,
        Calibration calibration,
        List<OddPicture> oddPictures,
        Optional<Reduction> reduction,
        Optional<Recall> recall,
        long thumbnailBytes,
        double embeddingSeconds,
        double coresetSeconds,
        double calibrationSeconds) {
    /**
     * Copies the lists.
     *
     * @param pictures number of training pictures that were used
     * @param failures sentences that give the reason, one for each training picture that could not be used; copied
     * @param patches number of patches of the pictures used, over all networks
     * @param bankSize number of entries that the detector keeps: patches, or distributions of patches; over all networks
     * @param dimension number of values of a patch; the largest if there are several networks
     * @param calibration the thresholds
     * @param oddPictures training pictures whose scores stand out, the highest first; copied
     * @param reduction that the network sees the pictures much smaller than they are; empty if it does not
     * @param recall the share of held-out patches whose nearest entry the search finds; empty if the search is exact
     * @param thumbnailBytes the size of the small copies of pictures that the model holds; 0 if it holds none
     * @param embeddingSeconds time for reading the pictures and running the network
     * @param coresetSeconds time for making the detector of the patches: choosing the memory bank, or fitting the
     *     distributions
     * @param calibrationSeconds time for doing so without the held-out pictures and scoring these
     */
    public FitSummary {
        failures = List.copyOf(failures);
        oddPictures = List.copyOf(oddPictures);
    }
}
