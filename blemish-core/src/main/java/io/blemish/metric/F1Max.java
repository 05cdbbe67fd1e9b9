package io.blemish.metric;

/**
 * The largest F1 over all thresholds. If several thresholds give it, this is the highest of them: it has the fewest false
 * alarms.
 *
 * @param value the harmonic mean of precision and recall, in {@code (0, 1]}
 * @param threshold a score of the test set; scores at or above it count as anomalous. For a rule that needs scores
 *     <em>above</em> a threshold, use {@link Math#nextDown(float)} of it
 */
public record F1Max(double value, float threshold) {}
