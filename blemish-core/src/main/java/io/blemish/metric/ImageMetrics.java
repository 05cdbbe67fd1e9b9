package io.blemish.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Metrics of how well scores separate defective pictures from good ones. They are exact over all thresholds; equal scores
 * are one threshold, as in scikit-learn.
 *
 * <p>A metric that is not defined is empty: AUROC if there are no good or no defective pictures, the others if there is no
 * defective picture. If all scores are equal, AUROC is 0.5. 0 and -0 are equal; infinite scores are the highest and the
 * lowest.
 *
 * @param anomalous how many pictures are defective
 * @param good how many are not
 * @param auroc area under the ROC curve: the share of all pairs of a defective and a good picture in which the defective
 *     one has the higher score; ties count half
 * @param averagePrecision mean of the precision at each step of recall, not interpolated
 * @param f1Max the largest F1
 * @param roc false-positive rate and recall, all points; empty if not defined
 * @param precisionRecall recall and precision, all points, from precision 1 at recall 0; empty if not defined
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
     * Computes all metrics.
     *
     * @param scores one for each picture; a higher score means more anomalous
     * @param anomalous whether the picture is defective
     * @return the metrics; one that is not defined is empty
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    public static ImageMetrics of(final float[] scores, final boolean[] anomalous) {
        final ThresholdSweep sweep = sweep(scores, anomalous);
        final RankMetrics ranks = new RankMetrics(sweep, CurveBuilder.complete(), CurveBuilder.complete());
        sweep.run(ranks);
        return new ImageMetrics(
                sweep.positives(),
                sweep.negatives(),
                ranks.auroc(),
                ranks.averagePrecision(),
                ranks.f1Max(),
                ranks.roc(),
                ranks.precisionRecall());
    }

    private static ThresholdSweep sweep(final float[] scores, final boolean[] anomalous) {
        final int positives = countPositives(scores, anomalous);
        final int negatives = scores.length - positives;
        if (positives == 0) {
            return ThresholdSweep.withoutPositives(negatives);
        }
        final long[] values = new long[positives];
        int next = 0;
        for (int i = 0; i < scores.length; i++) {
            if (anomalous[i]) {
                values[next++] = (long) ScoreKey.of(scores[i]) << Integer.SIZE | 1;
            }
        }
        Arrays.sort(values);
        final ScoreBins bins = ScoreBins.of(values);
        final int[] negativesByBin = new int[bins.count()];
        for (int i = 0; i < scores.length; i++) {
            if (!anomalous[i]) {
                negativesByBin[bins.bin(ScoreKey.of(scores[i]))]++;
            }
        }
        return new ThresholdSweep(values, negativesByBin, negatives);
    }

    /** Counts the defective pictures and checks the arguments. */
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
