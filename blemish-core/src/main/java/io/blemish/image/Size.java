package io.blemish.image;

/**
 * A width and a height.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record Size(int width, int height) {
    /**
     * Checks that neither is below 1.
     *
     * @param width number of columns of pixels, at least 1
     * @param height number of rows of pixels, at least 1
     */
    public Size {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("no size has " + width + "x" + height + " pixels");
        }
    }

    /** {@return width times height} */
    public long pixels() {
        return (long) width * height;
    }

    /** The size after a quarter turn. */
    Size turned() {
        return new Size(/* width= */ height, /* height= */ width);
    }

    /** The size for messages, such as {@code 640x480}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
