package io.blemish.detector.anomalydino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.artifact.Npy;
import io.blemish.embedding.Patches;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the results of {@code src/test/fixtures/foreground.py}, and looks at what holds for any picture. */
class ForegroundTest {
    private static final int HEIGHT = 14;
    private static final int WIDTH = 18;
    private static final int CHANNELS = 12;

    @ParameterizedTest
    @CsvSource({"auto, auto", "limit, 3"})
    void partsAreThoseOfAPlainSolution(final String name, final String word) throws IOException {
        final float[] patches = npy("patches");
        final float[] expected = npy(name);
        final int each = HEIGHT * WIDTH;
        for (int picture = 0; picture < expected.length / each; picture++) {
            final boolean[] part = Foreground.of(word)
                    .part(new Patches(
                            HEIGHT,
                            WIDTH,
                            CHANNELS,
                            Arrays.copyOfRange(patches, picture * each * CHANNELS, (picture + 1) * each * CHANNELS)));
            for (int p = 0; p < each; p++) {
                assertThat(part[p]).as("picture %d, patch %d", picture, p).isEqualTo(expected[picture * each + p] > 0);
            }
        }
    }

    /** A patch of the part is never taken for background when the two differ by much more than their noise. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePartIsWhollyInAndTheCornersAreOut(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int side = 20;
        final double radius = 3 + 5 * random.nextDouble();
        final float[] values = new float[side * side * CHANNELS];
        final boolean[] disc = new boolean[side * side];
        for (int p = 0; p < disc.length; p++) {
            disc[p] = Math.hypot(Math.floorDiv(p, side) - 9.5, p % side - 9.5) < radius;
            for (int c = 0; c < CHANNELS; c++) {
                values[p * CHANNELS + c] = (float) (random.nextGaussian() + (disc[p] ? 4 + c % 3 : c % 5));
            }
        }
        final boolean[] part = Foreground.AUTO.part(new Patches(side, side, CHANNELS, values));
        for (int p = 0; p < disc.length; p++) {
            assertThat(part[p] || !disc[p]).as("patch %d", p).isTrue();
        }
        assertThat(part[0] || part[side - 1] || part[side * (side - 1)] || part[side * side - 1])
                .as("corners")
                .isFalse();
    }

    @Test
    void aPictureWithoutTwoSidesIsThePartAsAWhole() {
        final Patches flat = new Patches(3, 4, 2, new float[24]);
        assertThat(Foreground.AUTO.part(flat)).containsOnly(true);
        assertThat(Foreground.of("10").part(flat)).containsOnly(true);
        assertThat(Foreground.AUTO.part(new Patches(1, 1, 2, new float[] {1, 2})))
                .containsOnly(true);
    }

    @Test
    void wordsAreReadAndWritten() {
        assertThat(Foreground.of("auto").word()).isEqualTo("auto");
        assertThat(Foreground.of("10").word()).isEqualTo("10.0");
        for (final String word : new String[] {"", "-1", "NaN", "Infinity", "ten"}) {
            assertThatThrownBy(() -> Foreground.of(word))
                    .as(word)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the foreground must be auto, or a number of at least 0");
        }
    }

    private static float[] npy(final String name) throws IOException {
        try (InputStream in = ForegroundTest.class.getResourceAsStream("foreground_" + name + ".npy")) {
            return Npy.read(Objects.requireNonNull(in)).floats();
        }
    }
}
