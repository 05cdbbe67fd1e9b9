package io.blemish.image;

/**
 * An 8-bit RGB picture.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb red, green and blue of each pixel, row by row from the top: {@code [height, width, 3]}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed: a copy of every picture would cost more
public record RgbImage(int width, int height, byte[] rgb) {
    /** Checks that the array fits the size. */
    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " picture does not have " + rgb.length + " bytes");
        }
    }

    /** The picture's size. */
    public Size size() {
        return new Size(width, height);
    }

    /** The same pixels as Java's own kind of picture. */
    public java.awt.image.BufferedImage toBufferedImage() {
        final java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
        final byte[] bgr = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bgr.length; i += 3) {
            bgr[i] = rgb[i + 2];
            bgr[i + 1] = rgb[i + 1];
            bgr[i + 2] = rgb[i];
        }
        return image;
    }
}
