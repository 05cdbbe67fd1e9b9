package io.blemish.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well scores tell defective pictures from good ones: exact over all thresholds, equal scores being one threshold, as
 * in scikit-learn.
 *
 * <p>What is not defined is empty: AUROC where either kind is missing, the others where there is no defective picture.
 * Scores that are all alike have an AUROC of 0.5. 0 and -0 are equal; infinite scores are the highest and the lowest.
 *
 * @param anomalous how many pictures are defective
 * @param good how many are not
 * @param auroc area under the ROC curve: how often a defective picture has the higher score of a pair, ties counted half
 * @param averagePrecision mean of the precision at each step of recall, not interpolated
 * @param f1Max the largest F1
 * @param roc false-positive rate and recall, all corners; empty where not defined
 * @param precisionRecall recall and precision, all corners, from precision 1 at recall 0; empty where not defined
 */
public record ImageMetrics(
        long anomalous,
        long good,
        OptionalDouble auroc,
        OptionalDouble averagePrecision,
        Optional<F1Max> f1Max,
        Curve roc,
        Curve precisionRecall) {
    /**
     * Computes all.
     *
     * @param scores one for each picture, higher where more anomalous
     * @param anomalous whether the picture is defective
     * @throws IllegalArgumentException where a score is not a number, or the arrays differ in length
     */
    public static ImageMetrics of(final float[] scores, final boolean[] anomalous) {
        final Staircase staircase = staircase(scores, anomalous);
        final RankMetrics ranks = new RankMetrics(staircase, CurveBuilder.complete(), CurveBuilder.complete());
        staircase.descend(ranks);
        return new ImageMetrics(
                staircase.positives(),
                staircase.negatives(),
                ranks.auroc(),
                ranks.averagePrecision(),
                ranks.f1Max(),
                ranks.roc(),
                ranks.precisionRecall());
    }

    private static Staircase staircase(final float[] scores, final boolean[] anomalous) {
        final int positives = countPositives(scores, anomalous);
        final int negatives = scores.length - positives;
        if (positives == 0) {
            return Staircase.withoutPositives(negatives);
        }
        final long[] values = new long[positives];
        int next = 0;
        for (int i = 0; i < scores.length; i++) {
            if (anomalous[i]) {
                values[next++] = (long) ScoreKey.of(scores[i]) << Integer.SIZE | 1;
            }
        }
        Arrays.sort(values);
        final Ladder ladder = Ladder.of(values);
        final int[] negativesByPlace = new int[ladder.places()];
        for (int i = 0; i < scores.length; i++) {
            if (!anomalous[i]) {
                negativesByPlace[ladder.place(ScoreKey.of(scores[i]))]++;
            }
        }
        return new Staircase(values, negativesByPlace, negatives);
    }

    /** Checks what was given, too. */
    static int countPositives(final float[] scores, final boolean[] anomalous) {
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException(scores.length + " scores have " + anomalous.length + " labels");
        }
        int positives = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is not a number");
            }
            positives += anomalous[i] ? 1 : 0;
        }
        return positives;
    }
}
