package io.blemish.image;

/**
 * A rectangle of whole pixels.
 *
 * @param x left edge
 * @param y top edge
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record Box(int x, int y, int width, int height) {
    /**
     * Checks that the box is not empty.
     *
     * @param x column of the left edge, in pixels
     * @param y row of the top edge, in pixels
     * @param width number of columns, at least 1
     * @param height number of rows, at least 1
     */
    public Box {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a box cannot be " + width + "x" + height);
        }
    }

    /**
     * {@return whether all of another box lies within this one}
     *
     * @param other the other box, in pixels of the same picture
     */
    public boolean contains(final Box other) {
        return other.x >= x
                && other.y >= y
                && other.x + other.width <= x + width
                && other.y + other.height <= y + height;
    }
}
