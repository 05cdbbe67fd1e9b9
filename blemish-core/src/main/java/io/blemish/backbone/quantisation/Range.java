package io.blemish.backbone.quantisation;

/**
 * The range that an activation's values are to be told apart in. It always holds 0, which convolution pads with and which
 * a rectifier gives, so that 0 is represented exactly.
 *
 * @param low at most 0
 * @param high at least 0
 */
record Range(double low, double high) {
    /** Steps that an unsigned byte tells apart. */
    private static final int STEPS = 255;

    /** Widens a range to hold 0. */
    Range {
        low = Math.min(low, 0);
        high = Math.max(high, 0);
    }

    /** The range of both. */
    Range with(final Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** The size of a step; 1 where all values are 0. */
    float scale() {
        return high > low ? (float) ((high - low) / STEPS) : 1;
    }

    /** The byte that stands for 0. */
    int zeroPoint() {
        return (int) Math.min(STEPS, Math.max(0, Math.rint(-low / scale())));
    }
}
