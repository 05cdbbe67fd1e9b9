package io.blemish.image;

/** Conversions to RGB with the integer arithmetic of Pillow and libjpeg, so that the bytes are the same. */
final class Colors {
    private static final int RGB = 3;
    private static final int CMYK = 4;

    /** The bits after the point in libjpeg's colour conversion. */
    private static final int FRACTION_BITS = 16;

    private static final int HALF = 1 << (FRACTION_BITS - 1);

    /** JFIF 1.02: R = Y + 1.402 Cr, G = Y − 0.34414 Cb − 0.71414 Cr, B = Y + 1.772 Cb. */
    private static final int RED_OF_CR = fixed(1.402);

    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int BLUE_OF_CB = fixed(1.772);

    private Colors() {}

    /** Repeats each grey value for red, green and blue. */
    static byte[] greyToRgb(final byte[] grey) {
        final byte[] rgb = new byte[Math.multiplyExact(grey.length, RGB)];
        for (int from = 0, to = 0; from < grey.length; from++, to += RGB) {
            rgb[to] = grey[from];
            rgb[to + 1] = grey[from];
            rgb[to + 2] = grey[from];
        }
        return rgb;
    }

    /**
     * Copies pixels of three bytes with the first and the third exchanged.
     *
     * @param from the pixels
     * @param to an array of the same length, or the same array
     */
    static void swapRedAndBlue(final byte[] from, final byte[] to) {
        for (int i = 0; i < from.length; i += RGB) {
            final byte first = from[i];
            to[i] = from[i + 2];
            to[i + 1] = from[i + 1];
            to[i + 2] = first;
        }
    }

    /**
     * Converts in place, by JFIF's formula.
     *
     * @param pixels Y, Cb and Cr, perhaps followed by other channels
     * @param channels of a pixel, the first three of which are converted
     */
    static void yccToRgb(final byte[] pixels, final int channels) {
        for (int i = 0; i < pixels.length; i += channels) {
            final int y = pixels[i] & 0xFF;
            final int cb = (pixels[i + 1] & 0xFF) - 128;
            final int cr = (pixels[i + 2] & 0xFF) - 128;
            pixels[i] = clamp(y + ((RED_OF_CR * cr + HALF) >> FRACTION_BITS));
            pixels[i + 1] = clamp(y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> FRACTION_BITS));
            pixels[i + 2] = clamp(y + ((BLUE_OF_CB * cb + HALF) >> FRACTION_BITS));
        }
    }

    /**
     * Converts ink to light without a profile: black ink leaves a share of the light, and each coloured ink a share of
     * that.
     *
     * @param cmyk 255 is full ink
     */
    static byte[] cmykToRgb(final byte[] cmyk) {
        final byte[] rgb = new byte[cmyk.length / CMYK * RGB];
        for (int from = 0, to = 0; from < cmyk.length; from += CMYK, to += RGB) {
            final int left = 255 - (cmyk[from + RGB] & 0xFF);
            for (int channel = 0; channel < RGB; channel++) {
                rgb[to + channel] = clamp(left - product(cmyk[from + channel] & 0xFF, left));
            }
        }
        return rgb;
    }

    /** Exchanges full ink and no ink, in place: Adobe's programs write CMYK to JPEG with 0 for full ink. */
    static void invert(final byte[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
    }

    /** a·b/255, rounded, for a and b of 0..255. */
    private static int product(final int a, final int b) {
        return (a * b + 127) / 255;
    }

    private static int fixed(final double factor) {
        return (int) (factor * (1 << FRACTION_BITS) + 0.5);
    }

    private static byte clamp(final int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
