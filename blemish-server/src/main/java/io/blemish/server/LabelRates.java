package io.blemish.server;

import io.blemish.metric.WilsonInterval;
import io.blemish.server.history.LabelledCounts;
import java.util.Optional;

/**
 * {@code LabelRates} in openapi.yaml: how often a version was wrong, as far as people labelled its verdicts.
 *
 * @param model its name
 * @param version its version
 * @param missed of the pictures that a person found defective, those that were judged good
 * @param falseAlarms of the pictures that a person found good, those that were judged defective
 * @param defectsReviewed how many defective pictures were left to a person
 * @param goodReviewed how many good pictures were left to a person
 */
record LabelRates(
        String model, String version, Rate missed, Rate falseAlarms, long defectsReviewed, long goodReviewed) {
    /**
     * A share with its 95% interval; the shares are empty if there is nothing to count.
     *
     * @param count in the share
     * @param of all
     * @param rate the share
     * @param low the lower end of the interval
     * @param high the upper end of the interval
     */
    record Rate(long count, long of, Optional<Double> rate, Optional<Double> low, Optional<Double> high) {
        static Rate of(final long count, final long all) {
            if (all == 0) {
                return new Rate(count, all, Optional.empty(), Optional.empty(), Optional.empty());
            }
            final WilsonInterval interval = WilsonInterval.of(count, all);
            return new Rate(
                    count,
                    all,
                    Optional.of((double) count / all),
                    Optional.of(interval.low()),
                    Optional.of(interval.high()));
        }
    }

    static LabelRates of(final LabelledCounts counts) {
        return new LabelRates(
                counts.model(),
                counts.version(),
                Rate.of(counts.missed(), counts.defects()),
                Rate.of(counts.falseAlarms(), counts.good()),
                counts.defectsReviewed(),
                counts.goodReviewed());
    }
}
