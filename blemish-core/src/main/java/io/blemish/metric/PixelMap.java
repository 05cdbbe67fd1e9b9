package io.blemish.metric;

/**
 * An anomaly map and the true defects of the same picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param scores row by row from the top, {@code [height, width]}, higher where more anomalous; not to be changed
 * @param mask true where a defect is, {@code [height, width]}; empty for a picture without defect; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record PixelMap(int width, int height, float[] scores, boolean[] mask) {
    /** Checks that the arrays fit the size. */
    public PixelMap {
        final long pixels = (long) width * height;
        if (pixels != scores.length || (mask.length != 0 && pixels != mask.length)) {
            throw new IllegalArgumentException("a " + width + "x" + height + " map does not have " + scores.length
                    + " scores and a mask of " + mask.length);
        }
    }

    /**
     * The map of a picture without defect.
     *
     * @param scores row by row from the top, {@code [height, width]}
     */
    public static PixelMap ofGood(final int width, final int height, final float[] scores) {
        return new PixelMap(width, height, scores, new boolean[0]);
    }
}
