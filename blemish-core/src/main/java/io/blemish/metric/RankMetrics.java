package io.blemish.metric;

import java.util.Optional;
import java.util.OptionalDouble;

/** What follows from the order of positives and negatives alone, in one walk down their staircase. */
final class RankMetrics implements Staircase.Visitor {
    private final long positives;
    private final long negatives;
    private final CurveBuilder roc;
    private final CurveBuilder precisionRecall;

    private long falseBefore;
    private long trueBefore;
    /** Twice the pairs of a positive and a lower negative, ties counted once: an integer, hence exact. */
    private long doubledPairs;

    private double precisionSum;
    private double bestF1;
    private float bestThreshold;

    RankMetrics(final Staircase staircase, final CurveBuilder roc, final CurveBuilder precisionRecall) {
        this.positives = staircase.positives();
        this.negatives = staircase.negatives();
        this.roc = roc;
        this.precisionRecall = precisionRecall;
        addCorners(0, 0, Float.POSITIVE_INFINITY);
    }

    @Override
    public void step(
            final float threshold,
            final long falseAbove,
            final long falseHere,
            final long trueHere,
            final double overlapHere) {
        final long found = trueHere - trueBefore;
        doubledPairs += found * (2 * negatives - falseAbove - falseHere);
        precisionSum += found * ((double) trueHere / (trueHere + falseHere));
        final double f1 = 2.0 * trueHere / (trueHere + falseHere + positives);
        if (f1 > bestF1) {
            bestF1 = f1;
            bestThreshold = threshold;
        }
        if (falseAbove > falseBefore) {
            addCorners(falseAbove, trueBefore, Math.nextUp(threshold));
        }
        addCorners(falseHere, trueHere, threshold);
        falseBefore = falseHere;
        trueBefore = trueHere;
    }

    private void addCorners(final long falseCount, final long trueCount, final float threshold) {
        if (positives == 0) {
            return;
        }
        final double recall = (double) trueCount / positives;
        // By convention the curve starts at precision 1, where nothing is called positive yet.
        final long called = trueCount + falseCount;
        precisionRecall.add(recall, called == 0 ? 1 : (double) trueCount / called, threshold);
        if (negatives > 0) {
            roc.add((double) falseCount / negatives, recall, threshold);
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
        closeAtLowest();
        return roc.build();
    }

    Curve precisionRecall() {
        closeAtLowest();
        return precisionRecall.build();
    }

    private void closeAtLowest() {
        if (falseBefore < negatives) {
            addCorners(negatives, positives, Float.NEGATIVE_INFINITY);
            falseBefore = negatives;
        }
    }
}
