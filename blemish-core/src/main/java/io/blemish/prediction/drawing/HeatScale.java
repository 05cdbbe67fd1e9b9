package io.blemish.prediction.drawing;

/**
 * Maps values of an anomaly map to the colour scale: 0 is at the bottom, the pixel threshold in the middle, {@link #TOP}
 * times the threshold and all values above it at the top; between them the position depends on the square of the value.
 * Distances between patches of many dimensions differ little from one another, so the values of good parts are close to
 * the threshold everywhere. Squared, they look dark, and values above the threshold stand out.
 *
 * <p>The scale belongs to the model, not to the picture, so that pictures can be compared: the same colour means the same
 * value in all of them.
 *
 * @param threshold the pixel threshold of the model
 */
record HeatScale(float threshold) {
    /** The position of the threshold. */
    static final float THRESHOLD_POSITION = 0.5f;

    /** The multiple of the threshold that lies at the top. */
    static final float TOP = (float) Math.sqrt(1 / THRESHOLD_POSITION);

    /** The position of a value, from 0 to 1. If the threshold is 0, all values above it lie at the top. */
    float position(final float value) {
        final float multiple = multiple(value);
        return Math.min(1, multiple * multiple * THRESHOLD_POSITION);
    }

    /** The value divided by the threshold, at least 0. */
    float multiple(final float value) {
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
