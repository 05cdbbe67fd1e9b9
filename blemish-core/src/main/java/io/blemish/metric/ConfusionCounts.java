package io.blemish.metric;

import java.util.OptionalDouble;

/**
 * Counts of right and wrong decisions at one threshold. A rate is empty if its denominator is 0.
 *
 * @param truePositives defective pictures that are judged defective
 * @param falsePositives good pictures that are judged defective: false alarms
 * @param trueNegatives good pictures that are judged good
 * @param falseNegatives defective pictures that are judged good: misses
 */
public record ConfusionCounts(long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {
    /**
     * Counts the decisions. A picture is judged defective if its score is above the threshold, as in
     * {@code Prediction}.
     *
     * @param scores one for each picture
     * @param anomalous whether the picture is defective
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    public static ConfusionCounts above(final float threshold, final float[] scores, final boolean[] anomalous) {
        final int positives = ImageMetrics.countPositives(scores, anomalous);
        int found = 0;
        int alarms = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > threshold) {
                alarms++;
                found += anomalous[i] ? 1 : 0;
            }
        }
        final int falseAlarms = alarms - found;
        return new ConfusionCounts(found, falseAlarms, scores.length - positives - falseAlarms, positives - found);
    }

    /** The share of the alarms that are right. */
    public OptionalDouble precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /** The share of the defective pictures that are found. */
    public OptionalDouble recall() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    /** The share of the good pictures that raise a false alarm. */
    public OptionalDouble falsePositiveRate() {
        return ratio(falsePositives, falsePositives + trueNegatives);
    }

    /** The harmonic mean of precision and recall. */
    public OptionalDouble f1() {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    private static OptionalDouble ratio(final long part, final long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
