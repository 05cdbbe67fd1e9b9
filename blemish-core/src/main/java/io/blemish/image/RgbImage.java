package io.blemish.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * An 8-bit RGB picture. Two are equal if their sizes and all their pixels are.
 *
 * <p>The array of pixels is neither copied when it is handed over nor when it is asked for, since that would cost more
 * than many a step of the way; nobody may change it.
 */
public final class RgbImage {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * A picture of some pixels.
     *
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param rgb red, green and blue of each pixel, row by row from the top: {@code [height, width, 3]}; not to be
     *     changed afterwards
     * @throws IllegalArgumentException if the array does not fit the size
     */
    public RgbImage(final int width, final int height, final byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != (long) CHANNELS * width * height) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " picture does not have " + rgb.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** {@return the width in pixels} */
    public int width() {
        return width;
    }

    /** {@return the height in pixels} */
    public int height() {
        return height;
    }

    /** {@return the pixels, row by row from the top: {@code [height, width, 3]}, red first} Not to be changed. */
    public byte[] rgb() {
        return rgb;
    }

    /** {@return the width and the height} */
    public Size size() {
        return new Size(width, height);
    }

    /** {@return a copy as an image of Java's, of {@link BufferedImage#TYPE_3BYTE_BGR}} */
    public BufferedImage toBufferedImage() {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        final byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Colors.swapRedAndBlue(rgb, bgr);
        return image;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RgbImage image
                && width == image.width
                && height == image.height
                && Arrays.equals(rgb, image.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    /** The size, in words for messages. */
    @Override
    public String toString() {
        return "an RGB picture of " + size();
    }
}
