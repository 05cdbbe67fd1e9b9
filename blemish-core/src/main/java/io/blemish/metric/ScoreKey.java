package io.blemish.metric;

/**
 * Floats as ints of the same order, so that they can be sorted and looked up by their digits. Both zeros have the same
 * key; the infinities are the ends; NaN has no place.
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

    /** The larger a negative float's bits, the smaller it is: its magnitude's bits are inverted. Its own inverse. */
    private static int flipNegative(final int bits) {
        return bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE);
    }
}
