package io.blemish.prediction.drawing;

import io.blemish.image.RgbImage;
import io.blemish.image.Size;

/** A picture that is being drawn. Colours are red, green and blue in the lowest three bytes of an int. */
final class Canvas {
    private static final int CHANNELS = 3;

    private final Size size;
    private final byte[] rgb;

    private Canvas(final Size size, final byte[] rgb) {
        this.size = size;
        this.rgb = rgb;
    }

    static Canvas blank(final Size size) {
        return new Canvas(size, new byte[Math.toIntExact(CHANNELS * size.pixels())]);
    }

    static Canvas copyOf(final RgbImage picture) {
        return new Canvas(picture.size(), picture.rgb().clone());
    }

    Size size() {
        return size;
    }

    /** Copies a picture into this one. */
    void draw(final RgbImage picture, final int left, final int top) {
        final int length = picture.width() * CHANNELS;
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), y * length, rgb, ((top + y) * size.width() + left) * CHANNELS, length);
        }
    }

    void set(final int x, final int y, final int color) {
        blend(x, y, color, 1);
    }

    /**
     * Blends a colour into a pixel.
     *
     * @param opacity from 0, which leaves the pixel as it is, to 1, which replaces it
     */
    void blend(final int x, final int y, final int color, final float opacity) {
        final int pixel = (y * size.width() + x) * CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
            final int shift = 8 * (CHANNELS - 1 - channel);
            final int before = rgb[pixel + channel] & 0xFF;
            final int paint = color >> shift & 0xFF;
            rgb[pixel + channel] = (byte) Math.round(before + opacity * (paint - before));
        }
    }

    /** Returns the picture. The canvas must not be used afterwards. */
    RgbImage toImage() {
        return new RgbImage(size.width(), size.height(), rgb);
    }
}
