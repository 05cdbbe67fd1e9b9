package io.blemish.onnx;

/** Numbers of IEEE 754 half precision (binary16). JDK 20 knows them; the baseline does not. */
public final class HalfFloat {
    /** The bits of a float's fraction that a half does not have. */
    private static final int DROPPED_BITS = 13;

    private static final int FLOAT_FRACTION_BITS = 23;
    private static final int LARGEST_EXPONENT = 15;
    private static final int LEAST_EXPONENT = -14;
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7c00;
    private static final int QUIET = 0x200;

    private HalfFloat() {}

    /** The bits of the half that is nearest to a float; of two equally near ones the even one. */
    public static short of(final float value) {
        final int bits = Float.floatToRawIntBits(value);
        final int sign = (bits >>> Short.SIZE) & SIGN;
        if (Float.isNaN(value)) {
            return (short) (sign | INFINITY | QUIET);
        }
        final int exponent = Math.getExponent(value);
        if (exponent > LARGEST_EXPONENT) {
            return (short) (sign | INFINITY);
        }
        final int fraction = bits & ((1 << FLOAT_FRACTION_BITS) - 1);
        if (exponent >= LEAST_EXPONENT) {
            final int whole = ((exponent - LEAST_EXPONENT + 1) << FLOAT_FRACTION_BITS) | fraction;
            // A carry out of the fraction belongs into the exponent, and out of the largest exponent into infinity.
            return (short) (sign | rounded(whole, DROPPED_BITS));
        }
        final int shift = DROPPED_BITS + LEAST_EXPONENT - exponent;
        final boolean nothing = shift > FLOAT_FRACTION_BITS + 1;
        return (short) (sign | (nothing ? 0 : rounded(fraction | (1 << FLOAT_FRACTION_BITS), shift)));
    }

    private static int rounded(final int value, final int shift) {
        final int kept = value >>> shift;
        final int rest = value & ((1 << shift) - 1);
        final int half = 1 << (shift - 1);
        return rest > half || (rest == half && (kept & 1) == 1) ? kept + 1 : kept;
    }

    /** The float that has a half's value. */
    public static float toFloat(final short half) {
        final int sign = (half & 0x8000) << 16;
        final int exponent = (half >>> 10) & 0x1f;
        final int fraction = half & 0x3ff;
        if (exponent == 0) {
            final float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        final int widened = exponent == 0x1f ? 0xff : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
    }

    /** Whether a float becomes infinite. */
    static boolean overflows(final float value) {
        return Float.isFinite(value) && (of(value) & ~SIGN & 0xffff) == INFINITY;
    }
}
