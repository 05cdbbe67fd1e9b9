package io.blemish.metric;

import java.util.Optional;
import java.util.OptionalDouble;

/** Computes in one sweep the metrics that depend only on the order of positives and negatives. */
final class RankMetrics implements ThresholdSweep.Visitor {
    private final long positives;
    private final long negatives;
    private final CurveBuilder roc;
    private final CurveBuilder precisionRecall;

    private long falseBefore;
    private long trueBefore;
    /** Twice the number of pairs of a positive and a lower negative, ties counted once: an integer, hence exact. */
    private long doubledPairs;

    private double precisionSum;
    private double bestF1;
    private float bestThreshold;

    RankMetrics(final ThresholdSweep sweep, final CurveBuilder roc, final CurveBuilder precisionRecall) {
        this.positives = sweep.positives();
        this.negatives = sweep.negatives();
        this.roc = roc;
        this.precisionRecall = precisionRecall;
        addPoints(0, 0, Float.POSITIVE_INFINITY);
    }

    @Override
    public void visit(
            final float threshold,
            final long falseAbove,
            final long falsePositives,
            final long truePositives,
            final double overlap) {
        final long found = truePositives - trueBefore;
        doubledPairs += found * (2 * negatives - falseAbove - falsePositives);
        precisionSum += found * ((double) truePositives / (truePositives + falsePositives));
        final double f1 = 2.0 * truePositives / (truePositives + falsePositives + positives);
        if (f1 > bestF1) {
            bestF1 = f1;
            bestThreshold = threshold;
        }
        if (falseAbove > falseBefore) {
            addPoints(falseAbove, trueBefore, Math.nextUp(threshold));
        }
        addPoints(falsePositives, truePositives, threshold);
        falseBefore = falsePositives;
        trueBefore = truePositives;
    }

    private void addPoints(final long falsePositives, final long truePositives, final float threshold) {
        if (positives == 0) {
            return;
        }
        final double recall = (double) truePositives / positives;
        // By convention the curve starts at precision 1, where nothing is predicted positive yet.
        final long predicted = truePositives + falsePositives;
        precisionRecall.add(recall, predicted == 0 ? 1 : (double) truePositives / predicted, threshold);
        if (negatives > 0) {
            roc.add((double) falsePositives / negatives, recall, threshold);
        }
    }

    OptionalDouble auroc() {
        return positives == 0 || negatives == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(doubledPairs / 2.0 / positives / negatives);
    }

    OptionalDouble averagePrecision() {
        return positives == 0 ? OptionalDouble.empty() : OptionalDouble.of(precisionSum / positives);
    }

    Optional<F1Max> f1Max() {
        return positives == 0 ? Optional.empty() : Optional.of(new F1Max(bestF1, bestThreshold));
    }

    Curve roc() {
        addLastPoint();
        return roc.build();
    }

    Curve precisionRecall() {
        addLastPoint();
        return precisionRecall.build();
    }

    /** Below the lowest positive only negatives follow. */
    private void addLastPoint() {
        if (falseBefore < negatives) {
            addPoints(negatives, positives, Float.NEGATIVE_INFINITY);
            falseBefore = negatives;
        }
    }
}
