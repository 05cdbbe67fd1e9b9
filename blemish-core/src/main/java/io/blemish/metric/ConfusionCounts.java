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
     * @param threshold the limit of the score: only a picture above it is judged defective
     * @param scores one for each picture
     * @param anomalous whether the picture is defective
     * @return the counts over all pictures
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

    /** {@return the share of the alarms that are right; empty if there is no alarm} */
    public OptionalDouble precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /** {@return the share of the defective pictures that are found; empty if there is no defective picture} */
    public OptionalDouble recall() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    /** {@return the share of the good pictures that raise a false alarm; empty if there is no good picture} */
    public OptionalDouble falsePositiveRate() {
        return ratio(falsePositives, falsePositives + trueNegatives);
    }

    /** {@return the harmonic mean of precision and recall; empty if there is no defective picture and no alarm} */
    public OptionalDouble f1() {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    private static OptionalDouble ratio(final long part, final long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
