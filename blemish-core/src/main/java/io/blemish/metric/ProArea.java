package io.blemish.metric;

import java.util.OptionalDouble;

/** Builds the PRO curve, the mean overlap of the regions over the false-positive rate, up to a limit, and its area. */
final class ProArea implements ThresholdSweep.Visitor {
    private final long negatives;
    private final int regions;
    private final double limit;
    private final CurveBuilder curve;

    private double rateBefore;
    private double overlapBefore;
    private double area;

    ProArea(final long negatives, final int regions, final double limit, final CurveBuilder curve) {
        this.negatives = negatives;
        this.regions = regions;
        this.limit = limit;
        this.curve = curve;
        if (isDefined()) {
            curve.add(0, 0, Float.POSITIVE_INFINITY);
        }
    }

    @Override
    public void visit(
            final float threshold,
            final long falseAbove,
            final long falsePositives,
            final long truePositives,
            final double overlap) {
        if (isDefined()) {
            lineTo((double) falseAbove / negatives, overlapBefore, Math.nextUp(threshold));
            // A sum of 1 / area over whole regions may differ from an integer in the last digits.
            lineTo((double) falsePositives / negatives, Math.min(1, overlap / regions), threshold);
        }
    }

    private boolean isDefined() {
        return negatives > 0 && regions > 0;
    }

    private void lineTo(final double rate, final double overlap, final float threshold) {
        if (rate > limit && rateBefore >= limit) {
            return;
        }
        double endRate = rate;
        double endOverlap = overlap;
        if (rate > limit) {
            endRate = limit;
            endOverlap = overlapBefore + (overlap - overlapBefore) * (limit - rateBefore) / (rate - rateBefore);
        }
        area += (endRate - rateBefore) * (overlapBefore + endOverlap) / 2;
        if (endRate > rateBefore || endOverlap > overlapBefore) {
            curve.add(endRate, endOverlap, threshold);
        }
        rateBefore = endRate;
        overlapBefore = endOverlap;
    }

    /** The area divided by the limit, in [0, 1]. */
    OptionalDouble normalised() {
        close();
        return isDefined() ? OptionalDouble.of(area / limit) : OptionalDouble.empty();
    }

    Curve curve() {
        close();
        return curve.build();
    }

    /** Below the lowest positive only negatives follow. */
    private void close() {
        if (isDefined()) {
            lineTo(1, overlapBefore, Float.NEGATIVE_INFINITY);
        }
    }
}
