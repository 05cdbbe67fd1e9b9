package io.blemish.prediction;

/**
 * How far each pixel of a network's input is from the normal, upsampled and smoothed.
 *
 * @param width in pixels of the network's input
 * @param height in pixels of the network's input
 * @param values row by row from the top, {@code [height, width]}, each at least 0; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record AnomalyMap(int width, int height, float[] values) {
    /** Checks that the array fits the size. */
    public AnomalyMap {
        if ((long) width * height != values.length) {
            throw new IllegalArgumentException(
                    "a " + width + "x" + height + " map does not have " + values.length + " values");
        }
    }

    /** The largest value. */
    public float peak() {
        float peak = Float.NEGATIVE_INFINITY;
        for (final float value : values) {
            peak = Math.max(peak, value);
        }
        return peak;
    }
}
