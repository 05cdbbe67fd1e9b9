package io.blemish.report;

/**
 * Where a value lies on the colour scale: 0 at the bottom, the pixel threshold in the middle, twice the threshold and all
 * above at the top. The scale belongs to the model, not to the picture, so that pictures can be compared: the same colour
 * means the same value in all of them, and a good part looks dark.
 *
 * @param threshold the model's pixel threshold
 */
record HeatScale(float threshold) {
    /** Where the threshold lies. */
    static final float THRESHOLD_POSITION = 0.5f;

    /** From 0 to 1. Of a threshold of 0, all above it lies at the top. */
    float position(final float value) {
        if (value <= 0) {
            return 0;
        }
        return threshold > 0 ? Math.min(1, value / threshold * THRESHOLD_POSITION) : 1;
    }

    /** The colour of a value: red, green and blue in the lowest three bytes. */
    int color(final float value) {
        return ThermalColors.at(position(value));
    }
}
