package io.blemish.prediction.drawing;

/**
 * Where a value lies on the colour scale: 0 at the bottom, the pixel threshold in the middle, {@link #TOP} times the
 * threshold and all above at the top, and in between by the square of the value. Distances between patches of many
 * dimensions differ little from one another, so that good parts come near the threshold everywhere; squared, they look
 * dark, and what is above stands out.
 *
 * <p>The scale belongs to the model, not to the picture, so that pictures can be compared: the same colour means the same
 * value in all of them.
 *
 * @param threshold the model's pixel threshold
 */
public record HeatScale(float threshold) {
    /** Where the threshold lies. */
    static final float THRESHOLD_POSITION = 0.5f;

    /** The multiple of the threshold whose square lies at the top. */
    static final float TOP = (float) Math.sqrt(1 / THRESHOLD_POSITION);

    /** From 0 to 1. Of a threshold of 0, all above it lies at the top. */
    float position(final float value) {
        final float multiple = multiple(value);
        return Math.min(1, multiple * multiple * THRESHOLD_POSITION);
    }

    /** How many times the threshold a value is, at least 0. */
    public float multiple(final float value) {
        if (value <= 0) {
            return 0;
        }
        return threshold > 0 ? value / threshold : Float.POSITIVE_INFINITY;
    }

    /** The colour of a value: red, green and blue in the lowest three bytes. */
    int color(final float value) {
        return ThermalColors.at(position(value));
    }
}
