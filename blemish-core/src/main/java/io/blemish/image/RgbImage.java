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
}
