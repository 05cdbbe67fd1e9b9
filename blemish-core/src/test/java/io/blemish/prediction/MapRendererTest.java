package io.blemish.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.artifact.Npy;
import io.blemish.detector.PatchScores;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MapRendererTest {
    @Test
    void equalsTorchAndScipy() throws IOException {
        final PatchScores scores = new PatchScores(0, 6, 5, read("patch_distances.npy"), new int[30]);
        final AnomalyMap map = new MapRenderer(4).render(scores, Placement.identity(new Size(40, 48)));
        final float[] expected = read("map.npy");
        for (int i = 0; i < expected.length; i++) {
            assertThat(map.values()[i]).as("pixel %d", i).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void aMapSmallerThanTheKernelIsReflectedAsOftenAsNeeded() {
        final PatchScores scores = new PatchScores(0, 1, 1, new float[] {3}, new int[1]);
        assertThat(new MapRenderer(4)
                        .render(scores, Placement.identity(new Size(2, 1)))
                        .values())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(3, 3);
    }

    @Test
    void sigmaZeroOnlyUpsamples() {
        final PatchScores scores = new PatchScores(0, 1, 2, new float[] {0, 4}, new int[2]);
        assertThat(new MapRenderer(0)
                        .render(scores, Placement.identity(new Size(4, 1)))
                        .values())
                .containsExactly(0, 1, 3, 4);
    }

    private static float[] read(final String fixture) throws IOException {
        try (InputStream in = MapRendererTest.class.getResourceAsStream(fixture)) {
            return Npy.read(Objects.requireNonNull(in, fixture)).floats();
        }
    }
}
