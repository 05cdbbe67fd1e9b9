package io.blemish.metric;

/**
 * Maps floats to ints of the same order, so that they can be sorted and looked up by their digits. Both zeros have the
 * same key; the infinities have the lowest and the highest key; NaN has none.
 */
final class ScoreKey {
    private ScoreKey() {}

    static int of(final float score) {
        // Adding zero turns -0 into 0 and changes nothing else.
        final int bits = Float.floatToRawIntBits(score + 0f);
        return flipNegative(bits);
    }

    static float score(final int key) {
        return Float.intBitsToFloat(flipNegative(key));
    }

    /** Inverts the magnitude of a negative float, which is smaller the larger its bits are. This is its own inverse. */
    private static int flipNegative(final int bits) {
        return bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE);
    }
}
