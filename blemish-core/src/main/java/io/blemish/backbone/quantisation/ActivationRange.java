package io.blemish.backbone.quantisation;

/**
 * The range of an activation's values, which its bytes divide into steps. It always holds 0, with which convolutions pad
 * and which rectifiers give, so that 0 is represented exactly.
 *
 * @param low at most 0
 * @param high at least 0
 */
record ActivationRange(double low, double high) {
    /** The number of steps that an unsigned byte has. */
    private static final int STEPS = 255;

    /** Widens a range to hold 0. */
    ActivationRange {
        low = Math.min(low, 0);
        high = Math.max(high, 0);
    }

    /** The smallest range that holds both. */
    ActivationRange with(final ActivationRange other) {
        return new ActivationRange(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** The size of a step; 1 if all values are 0. */
    float scale() {
        return high > low ? (float) ((high - low) / STEPS) : 1;
    }

    /** The byte that stands for 0. */
    int zeroPoint() {
        return (int) Math.min(STEPS, Math.max(0, Math.rint(-low / scale())));
    }
}
