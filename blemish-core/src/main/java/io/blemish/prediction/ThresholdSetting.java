package io.blemish.prediction;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a person wants of a model's thresholds. Without a value and a limit the threshold stays where it is.
 *
 * @param value the threshold itself
 * @param limit the false alarms that it may give; not used beside a value
 * @param withoutReview whether there is to be no threshold for review any more
 * @param review the share of good pictures that a person may have to look at; if empty, it stays as it is
 */
public record ThresholdSetting(
        Optional<Float> value, Optional<FalseAlarmLimit> limit, boolean withoutReview, OptionalDouble review) {
    /**
     * {@return the thresholds that are wanted}
     *
     * @param before the thresholds until now
     * @throws IllegalArgumentException if a number is out of its range, or the share for review is not larger than that of
     *     false alarms
     */
    public Calibration apply(final Calibration before) {
        // Without a threshold for review first, because its old share need not suit the new threshold.
        final Calibration free = withoutReview || review.isPresent() ? before.withoutReview() : before;
        final Calibration moved = value.map(score -> free.at(score))
                .or(() -> limit.map(share -> free.at(share)))
                .orElse(free);
        return review.isPresent() ? moved.withReview(review.getAsDouble()) : moved;
    }
}
