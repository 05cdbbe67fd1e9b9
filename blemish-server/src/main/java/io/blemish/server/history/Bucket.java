package io.blemish.server.history;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What was judged in a span of time.
 *
 * @param from its begin
 * @param to its end, not part of it
 * @param count of verdicts
 * @param anomalous how many of them were so
 * @param right how many were labelled right
 * @param wrong how many were labelled wrong
 * @param minScore the lowest score; empty where there was no verdict
 * @param meanScore the mean of the scores
 * @param maxScore the highest score
 * @param threshold the highest of the thresholds that were judged by
 */
public record Bucket(
        Instant from,
        Instant to,
        long count,
        long anomalous,
        long right,
        long wrong,
        OptionalDouble minScore,
        OptionalDouble meanScore,
        OptionalDouble maxScore,
        OptionalDouble threshold) {
    /** A span without a verdict. */
    static Bucket empty(final Instant from, final Instant to) {
        return new Bucket(
                from,
                to,
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
