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

    /**
     * {@return the size in the same proportions with a longer side of so many pixels, rounded}
     *
     * @param longer pixels, at least 1
     */
    public Size scaledTo(final int longer) {
        final double scale = (double) longer / Math.max(width, height);
        return new Size((int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
    }

    /**
     * {@return this size, or if its longer side has more than so many pixels, it {@linkplain #scaledTo scaled} to them}
     *
     * @param longest pixels, at least 1
     */
    public Size within(final int longest) {
        return Math.max(width, height) <= longest ? this : scaledTo(longest);
    }

    /**
     * {@return how many times wider, for its height, another size is than this}
     *
     * @param other the other size
     */
    public double stretchTo(final Size other) {
        return (double) other.width * height / ((double) other.height * width);
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
