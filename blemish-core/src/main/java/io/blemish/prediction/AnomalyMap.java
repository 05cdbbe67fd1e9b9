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

    /** The largest value; not a number where one of them is not. */
    public float peak() {
        float peak = Float.NEGATIVE_INFINITY;
        for (final float value : values) {
            // A fraction of the time of Math.max, since it is rarely so.
            if (!(value <= peak)) {
                if (Float.isNaN(value)) {
                    return value;
                }
                peak = value;
            }
        }
        return peak;
    }
}
