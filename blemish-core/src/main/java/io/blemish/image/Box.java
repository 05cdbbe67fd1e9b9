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
    /** Checks that the box is not empty. */
    public Box {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a box cannot be " + width + "x" + height);
        }
    }

    /** Whether all of another box lies within this one. */
    public boolean contains(final Box other) {
        return other.x >= x
                && other.y >= y
                && other.x + other.width <= x + width
                && other.y + other.height <= y + height;
    }
}
