package io.blemish.dataset.generator;

import io.blemish.image.RgbImage;

/**
 * The light and the sensor: uneven lamps, exposure and white balance that vary a little, light that falls off to the
 * corners, and noise.
 *
 * @param gain for red, green and blue
 * @param slopeX the loss of light from the left to the right of the picture, as a share
 * @param slopeY the loss of light from the top to the bottom of the picture, as a share
 * @param noise the sensor's
 */
record Camera(Rgb gain, double slopeX, double slopeY, Noise noise) {
    private static final double FALL_OFF = 0.22;
    /** By how much more the red of a lamp that ages changes than its green, and its blue less. */
    private static final double WARMTH = 0.3;
    /** The largest noise of one sensor, of 1, as a small industrial camera has it at low gain. */
    private static final double GRAIN = 0.009;

    static Camera of(final Draw draw) {
        final double exposure = 1 + 0.02 * draw.normal();
        final Rgb gain =
                new Rgb(exposure * (1 + 0.006 * draw.normal()), exposure, exposure * (1 + 0.006 * draw.normal()));
        return new Camera(gain, 0.06 + draw.around(0.04), 0.04 + draw.around(0.04), new Noise(draw.seed()));
    }

    /**
     * The same camera in light that has drifted: brighter and warmer, or darker and colder, and more from one side.
     *
     * @param by as a share of the light, either way
     */
    Camera drifted(final double by) {
        if (by == 0) {
            return this;
        }
        final Rgb light = new Rgb(
                gain.red() * (1 + by * (1 + WARMTH)), gain.green() * (1 + by), gain.blue() * (1 + by * (1 - WARMTH)));
        return new Camera(light, slopeX + by, slopeY, noise);
    }

    /** Takes the picture. */
    RgbImage take(final Canvas canvas) {
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
        return new RgbImage(size, size, picture);
    }

    private byte level(final double light, final int sensor) {
        final double grain = GRAIN * (noise.lattice(sensor, 0) + noise.lattice(sensor, 1));
        return (byte) Math.floor(255 * Ramp.clamp(light + grain) + 0.5);
    }
}
