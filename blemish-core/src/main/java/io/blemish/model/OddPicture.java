package io.blemish.model;

import io.blemish.prediction.Calibration;
import java.util.List;

/**
 * A training picture whose score stands out, so that it may not be good.
 *
 * @param name of the picture
 * @param score that a detector gave which had not seen it
 * @param timesMedian the score, divided by the median of all training pictures' scores
 */
public record OddPicture(String name, float score, double timesMedian) {
    /** The pictures whose scores stand out, the highest first. */
    static List<OddPicture> of(final Calibration calibration, final List<String> names) {
        return calibration.odd().stream()
                .map(i -> new OddPicture(
                        names.get(calibration.pictures()[i]),
                        calibration.scores()[i],
                        calibration.scores()[i] / calibration.median()))
                .toList();
    }
}
