package io.blemish.model;

import io.blemish.prediction.Calibration;
import java.util.List;

/**
 * The outcome of an update.
 *
 * @param added how many pictures the model learned from in addition
 * @param forgotten how many pictures were taken out
 * @param pictures how many pictures the model knows now
 * @param failures pictures that could not be used, each with a sentence that gives the reason
 * @param entriesBefore how many entries the detector kept before
 * @param entries how many it keeps now
 * @param before the thresholds before
 * @param calibration the thresholds now
 * @param oddPictures pictures that the model knows now and whose scores stand out, the highest first: they may not be good
 */
public record UpdateSummary(
        int added,
        int forgotten,
        int pictures,
        List<String> failures,
        int entriesBefore,
        int entries,
        Calibration before,
        Calibration calibration,
        List<OddPicture> oddPictures) {
    /**
     * Copies the lists.
     *
     * @param added number of pictures that the model learned from in addition
     * @param forgotten number of pictures that were taken out
     * @param pictures number of pictures that the model knows now
     * @param failures sentences that give the reason, one for each picture that could not be used; copied
     * @param entriesBefore number of entries that the detector kept before
     * @param entries number of entries that it keeps now
     * @param before the thresholds before
     * @param calibration the thresholds now
     * @param oddPictures pictures whose scores stand out, the highest first; copied
     */
    public UpdateSummary {
        failures = List.copyOf(failures);
        oddPictures = List.copyOf(oddPictures);
    }
}
