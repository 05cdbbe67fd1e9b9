package io.blemish.server.history;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The verdicts in an interval of time.
 *
 * @param from the begin of the interval
 * @param to the end of the interval, which is not part of it
 * @param count how many verdicts there are
 * @param anomalous how many of them are anomalous
 * @param review how many a person was to look at
 * @param right how many are labelled right
 * @param wrong how many are labelled wrong
 * @param minScore the lowest score; this and the following are empty if there is no verdict
 * @param meanScore the mean of the scores
 * @param maxScore the highest score
 * @param threshold the highest threshold
 */
public record TimeBucket(
        Instant from,
        Instant to,
        long count,
        long anomalous,
        long review,
        long right,
        long wrong,
        OptionalDouble minScore,
        OptionalDouble meanScore,
        OptionalDouble maxScore,
        OptionalDouble threshold) {
    /** An interval without a verdict. */
    static TimeBucket empty(final Instant from, final Instant to) {
        return new TimeBucket(
                from,
                to,
                0,
                0,
                0,
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
