package io.blemish.dataset.generator;

/**
 * Light and sensor: uneven lamps, exposure and white balance that drift a little, fall-off to the corners, noise.
 *
 * @param gain for red, green and blue
 * @param slopeX how light grows across the picture
 * @param slopeY how light grows down the picture
 * @param noise the sensor's
 */
record Camera(Rgb gain, double slopeX, double slopeY, Noise noise) {
    private static final double FALL_OFF = 0.22;
    /** Peak of one sensor's noise, of 1; as a small industrial camera shows it at low gain. */
    private static final double GRAIN = 0.009;

    static Camera of(final Draw draw) {
        final double exposure = 1 + 0.02 * draw.bell();
        final Rgb gain = new Rgb(exposure * (1 + 0.006 * draw.bell()), exposure, exposure * (1 + 0.006 * draw.bell()));
        return new Camera(gain, 0.06 + draw.around(0.04), 0.04 + draw.around(0.04), new Noise(draw.seed()));
    }

    /** Takes the picture: three bytes a pixel, red first, row by row. */
    byte[] take(final Canvas canvas) {
        final int size = canvas.size();
        final byte[] picture = new byte[3 * size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                final double x = canvas.middle(column);
                final double y = canvas.middle(row);
                final double light = 1 - slopeX * x - slopeY * y - FALL_OFF * (x * x + y * y);
                final Rgb colour = canvas.at(column, row);
                final int k = 3 * (row * size + column);
                picture[k] = level(colour.red() * light * gain.red(), k);
                picture[k + 1] = level(colour.green() * light * gain.green(), k + 1);
                picture[k + 2] = level(colour.blue() * light * gain.blue(), k + 2);
            }
        }
        return picture;
    }

    private byte level(final double light, final int sensor) {
        final double grain = GRAIN * (noise.lattice(sensor, 0) + noise.lattice(sensor, 1));
        return (byte) Math.floor(255 * Ramp.clamp(light + grain) + 0.5);
    }
}
