package io.blemish.tuning;

import io.blemish.metric.AurocDifference;
import io.blemish.metric.ImageMetrics;
import io.blemish.model.TuningRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The scores that one choice gives the pictures of all folds.
 *
 * @param folds the scores of each fold, in the order of {@link TuningPictures#judged}
 * @param labels which of them are of defects
 * @param millis how long a picture took
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrialScores(List<float[]> folds, List<boolean[]> labels, double millis) {
    /**
     * Half the width of a difference's interval, in standard errors. If pictures were independent, all intervals of up to 18 trials
     * would hold together with 95% confidence (Bonferroni).
     */
    static final double STANDARD_ERRORS = 3.0;

    /** Half the width of an interval of one difference of 95% confidence, in standard errors. */
    private static final double SINGLE = 1.96;

    /**
     * The result beside that of the first choice.
     *
     * @param first of the first choice, of the same pictures
     * @param sameDefects whether each fold judges the same defects, so that more folds do not tell more about defects
     */
    TuningRecord.Result beside(final TrialScores first, final boolean sameDefects) {
        final List<AurocDifference> differences = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            differences.add(AurocDifference.deLong(folds.get(fold), first.folds.get(fold), labels.get(fold))
                    .orElseThrow());
        }
        final int count = differences.size();
        final double auroc =
                differences.stream().mapToDouble(AurocDifference::first).sum() / count;
        final double difference =
                differences.stream().mapToDouble(AurocDifference::difference).sum() / count;
        final double[] errors =
                differences.stream().mapToDouble(TrialScores::error).toArray();
        final double half = STANDARD_ERRORS * (sameDefects ? mean(errors) : ofMean(errors));
        return new TuningRecord.Result(
                auroc, difference, Math.max(-1, difference - half), Math.min(1, difference + half), millis);
    }

    /** The standard error: one end of an interval may be cut off at 1 or -1, and not both. */
    private static double error(final AurocDifference one) {
        return Math.max(one.high() - one.difference(), one.difference() - one.low()) / SINGLE;
    }

    /** The AUROC of the good pictures of a fold and some of its defects. */
    double auroc(final int fold, final IntPredicate defects) {
        return auroc(folds.get(fold), labels.get(fold), defects);
    }

    private static double auroc(final float[] scores, final boolean[] labels, final IntPredicate defects) {
        final float[] some = new float[scores.length];
        final boolean[] ofSome = new boolean[scores.length];
        int count = 0;
        int good = 0;
        for (int i = 0; i < scores.length; i++) {
            good += labels[i] ? 0 : 1;
            if (!labels[i] || defects.test(i - good)) {
                some[count] = scores[i];
                ofSome[count++] = labels[i];
            }
        }
        return ImageMetrics.of(Arrays.copyOf(some, count), Arrays.copyOf(ofSome, count))
                .auroc()
                .orElseThrow();
    }

    private static double mean(final double[] errors) {
        double sum = 0;
        for (final double error : errors) {
            sum += error;
        }
        return sum / errors.length;
    }

    /** The standard error of the mean of independent values. */
    private static double ofMean(final double[] errors) {
        double squares = 0;
        for (final double error : errors) {
            squares += error * error;
        }
        return Math.sqrt(squares) / errors.length;
    }
}
