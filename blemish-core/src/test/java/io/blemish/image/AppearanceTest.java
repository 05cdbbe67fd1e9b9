package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AppearanceTest {
    private static final int SIDE = 8;
    private static final Preprocessing SAME_SIZE = Preprocessing.squash(SIDE);

    private static Appearance of(final int left, final int right, final int edge) {
        final byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            final int level = i % SIDE < edge ? left : right;
            rgb[3 * i] = (byte) level;
            rgb[3 * i + 1] = (byte) level;
            rgb[3 * i + 2] = (byte) level;
        }
        return of(new RgbImage(SIDE, SIDE, rgb));
    }

    private static Appearance of(final RgbImage picture) {
        return Appearance.of(SAME_SIZE.apply(picture), 0, new Size(SIDE, SIDE), SAME_SIZE.normalization());
    }

    @Test
    void lightIsInLevels() {
        final Appearance look = of(100, 200, 4);
        assertThat(look.brightness()).isCloseTo(150, within(0.01f));
        assertThat(look.contrast()).isCloseTo(50, within(0.01f));
        assertThat(look.warmth()).isZero();
    }

    @Test
    void sharpnessDoesNotDependOnTheLight() {
        assertThat(of(50, 100, 4).sharpness()).isCloseTo(of(100, 200, 4).sharpness(), within(1e-4f));
        assertThat(of(50, 100, 4).sharpness()).isPositive();
        assertThat(of(50, 50, 4).sharpness()).isZero();
    }

    @Test
    void stepsSayWhereTheEdgesLie() {
        assertThat(of(50, 100, 3).columns()).hasSize(SIDE - 1);
        assertThat(of(50, 100, 3).columns()[2]).isCloseTo(50, within(0.01f));
        assertThat(of(50, 100, 3).columns()[3]).isCloseTo(0, within(0.01f));
        assertThat(of(50, 100, 3).rows()[2]).isCloseTo(0, within(0.01f));
    }

    @Test
    void aRedPictureIsWarm() {
        final byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 200;
        }
        assertThat(of(new RgbImage(SIDE, SIDE, rgb)).warmth()).isCloseTo(200, within(0.01f));
    }
}
