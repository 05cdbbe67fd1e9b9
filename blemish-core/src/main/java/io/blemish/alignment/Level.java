package io.blemish.alignment;

/**
 * A square copy of a picture without its slow changes of light, in the middle of which the picture lies.
 *
 * @param side in pixels, a power of two; the longer side of the picture
 * @param values row by row, around 0; 0 outside the picture
 * @param halfWidth half of the picture's width, in these pixels
 * @param halfHeight half of the picture's height, in these pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Level(int side, float[] values, double halfWidth, double halfHeight) {
    /** The coordinate of the middle of a pixel, from the middle of the picture. */
    double coordinate(final int pixel) {
        return pixel - (side - 1) / 2.0;
    }

    /** Whether a point lies in the picture, at least half a pixel from its edge. */
    boolean shows(final double u, final double v) {
        return Math.abs(u) <= halfWidth - 0.5 && Math.abs(v) <= halfHeight - 0.5;
    }

    /** The value at a point that the picture shows, bilinear. */
    double at(final double u, final double v) {
        final double middle = (side - 1) / 2.0;
        final double x = u + middle;
        final double y = v + middle;
        final int left = Math.min((int) x, side - 2);
        final int top = Math.min((int) y, side - 2);
        final double fx = x - left;
        final double fy = y - top;
        final int at = top * side + left;
        final double above = values[at] + fx * (values[at + 1] - values[at]);
        final double below = values[at + side] + fx * (values[at + side + 1] - values[at + side]);
        return above + fy * (below - above);
    }

    /** The same in half the size. */
    Level halved() {
        final int half = side / 2;
        final float[] means = new float[half * half];
        for (int y = 0; y < half; y++) {
            for (int x = 0; x < half; x++) {
                final int at = 2 * y * side + 2 * x;
                means[y * half + x] = (values[at] + values[at + 1] + values[at + side] + values[at + side + 1]) / 4;
            }
        }
        return new Level(half, means, halfWidth / 2, halfHeight / 2);
    }
}
