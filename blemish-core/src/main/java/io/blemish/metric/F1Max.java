package io.blemish.metric;

/**
 * The largest F1 over all thresholds. Where several thresholds reach it, this is the highest: the one with the fewest
 * false alarms.
 *
 * @param value the harmonic mean of precision and recall, in {@code (0, 1]}
 * @param threshold reached when scores at or above this count as anomalous; a score of the test set. To a rule that
 *     wants scores <em>above</em> a threshold, give {@link Math#nextDown(float)} of it
 */
public record F1Max(double value, float threshold) {}
