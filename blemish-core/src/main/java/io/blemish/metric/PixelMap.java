package io.blemish.metric;

/** An anomaly map with the mask of the true defects in the same picture. */
public final class PixelMap {
    private final int width;
    private final int height;
    private final float[] scores;
    private final boolean[] mask;

    /**
     * Takes the arrays without copying them; they must not be changed afterwards.
     *
     * @param width in pixels
     * @param height in pixels
     * @param scores row by row from the top, {@code [height, width]}; a higher score means more anomalous
     * @param mask whether a pixel belongs to a defect, {@code [height, width]}; empty for a picture without defect
     * @throws IllegalArgumentException if the length of an array does not fit the size
     */
    public PixelMap(final int width, final int height, final float[] scores, final boolean[] mask) {
        final long pixels = (long) width * height;
        if (pixels != scores.length || (mask.length != 0 && pixels != mask.length)) {
            throw new IllegalArgumentException("a " + width + "x" + height + " map does not have " + scores.length
                    + " scores and a mask of " + mask.length);
        }
        this.width = width;
        this.height = height;
        this.scores = scores;
        this.mask = mask;
    }

    /**
     * Makes the map of a picture without defect.
     *
     * @param width in pixels
     * @param height in pixels
     * @param scores row by row from the top, {@code [height, width]}; they must not be changed afterwards
     * @return the map, with an empty mask
     * @throws IllegalArgumentException if the number of scores does not fit the size
     */
    public static PixelMap ofGood(final int width, final int height, final float[] scores) {
        return new PixelMap(width, height, scores, new boolean[0]);
    }

    /** Whether no pixel belongs to a defect. */
    boolean isGood() {
        for (final boolean defect : mask) {
            if (defect) {
                return false;
            }
        }
        return true;
    }

    /** The index of the first score that is not a number; -1 if there is none. */
    int firstNaN() {
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the width in pixels} */
    public int width() {
        return width;
    }

    /** {@return the height in pixels} */
    public int height() {
        return height;
    }

    /** {@return the scores, {@code [height, width]}, not copied} */
    public float[] scores() {
        return scores;
    }

    /**
     * {@return whether each pixel belongs to a defect, {@code [height, width]}, not copied; empty for a picture without
     * defect}
     */
    public boolean[] mask() {
        return mask;
    }
}
