package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.blemish.artifact.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PerImageOverlapTest {
    /** The project promises to agree with anomalib to this. */
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @ValueSource(strings = {"paper", "wide", "ties", "weak", "to-one"})
    void agreesWithAnomalib(final String name) throws IOException {
        final JsonNode expected;
        try (InputStream in = open("aupimo.json")) {
            expected = new ObjectMapper().readTree(in).get(name);
        }
        final PerImageOverlap overlap = PerImageOverlap.of(
                        maps(name),
                        expected.get("thresholds").asInt(),
                        expected.get("lower").asDouble(),
                        expected.get("upper").asDouble())
                .orElseThrow();
        assertThat(overlap.points()).isEqualTo(expected.get("points").asInt());
        assertThat(overlap.mean()).isCloseTo(expected.get("mean").asDouble(), within(TOLERANCE));
        for (int i = 0; i < overlap.pictures().size(); i++) {
            final JsonNode picture = expected.get("aupimo").get(i);
            if (picture.isNull()) {
                assertThat(overlap.pictures().get(i)).isEmpty();
            } else {
                assertThat(overlap.pictures().get(i)).hasValueCloseTo(picture.asDouble(), within(TOLERANCE));
            }
        }
    }

    @Test
    void defaultsAreThoseOfThePaper() throws IOException {
        final List<PixelMap> maps = maps("paper");
        assertThat(PerImageOverlap.of(maps)).isEqualTo(PerImageOverlap.of(maps, 300_000, 1e-5, 1e-4));
    }

    @Test
    void aDefectAboveEveryGoodPixelIsFoundInFullAndOneBelowNotAtAll() {
        final Random random = new Random(5);
        final List<PixelMap> maps = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            maps.add(PixelMap.ofGood(50, 50, scores(random, 2500, 0)));
        }
        final boolean[] mask = new boolean[2500];
        Arrays.fill(mask, 100, 200, true);
        maps.add(new PixelMap(50, 50, scores(random, 2500, 10), mask));
        maps.add(new PixelMap(50, 50, scores(random, 2500, -10), mask));
        final PerImageOverlap overlap =
                PerImageOverlap.of(maps, 100_000, 1e-3, 1e-1).orElseThrow();
        // The ends of the range are the closest rates that occur, 20,000 pixels apart.
        assertThat(overlap.pictures().get(8)).hasValueCloseTo(1.0, within(1e-3));
        assertThat(overlap.pictures().get(9)).hasValue(0);
    }

    @Test
    void isNotDefinedWhereAnomalibRefusesToCompute() {
        final Random random = new Random(6);
        final boolean[] mask = new boolean[100];
        mask[3] = true;
        final PixelMap defective = new PixelMap(10, 10, scores(random, 100, 1), mask);
        final PixelMap good = PixelMap.ofGood(10, 10, scores(random, 100, 0));
        final PixelMap flat = PixelMap.ofGood(10, 10, new float[100]);
        assertThat(PerImageOverlap.of(List.of(defective), 1000, 0.02, 0.5)).isEmpty();
        assertThat(PerImageOverlap.of(List.of(good), 1000, 0.02, 0.5)).isEmpty();
        assertThat(PerImageOverlap.of(List.of(flat, defective), 1000, 0.02, 0.5))
                .isEmpty();
        // One of 100 pixels is a rate of 0.01.
        assertThat(PerImageOverlap.of(List.of(good, defective), 1000, 0.009, 0.5))
                .isEmpty();
        assertThat(PerImageOverlap.of(List.of(good, defective), 1000, 0.02, 0.5))
                .isPresent();
        assertThat(PerImageOverlap.of(List.of(good, defective), 30, 0.02, 0.5)).isEmpty();
    }

    @Test
    void refusesWhatIsNoScoreAndNoRange() {
        final PixelMap nan = PixelMap.ofGood(1, 1, new float[] {Float.NaN});
        assertThatIllegalArgumentException().isThrownBy(() -> PerImageOverlap.of(List.of(nan)));
        assertThatIllegalArgumentException().isThrownBy(() -> PerImageOverlap.of(List.of(), 1, 0.1, 0.2));
        assertThatIllegalArgumentException().isThrownBy(() -> PerImageOverlap.of(List.of(), 100, 0.2, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> PerImageOverlap.of(List.of(), 100, 0, 0.1));
    }

    @Test
    void theHighestThresholdAtMostAScoreIsFoundByLookingAtAll() {
        final Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            final float low = (float) random.nextGaussian() * 100;
            final float high = low + Math.scalb(1 + random.nextFloat(), random.nextInt(20) - 10);
            final EvenThresholds thresholds = new EvenThresholds(low, high, 2 + random.nextInt(400));
            for (int i = 0; i < 50; i++) {
                final float score = low + (high - low) * (1.2f * random.nextFloat() - 0.1f);
                int expected = -1;
                while (expected + 1 < thresholds.count() && thresholds.at(expected + 1) <= score) {
                    expected++;
                }
                assertThat(thresholds.highestAtMost(score)).isEqualTo(expected);
            }
        }
    }

    private static float[] scores(final Random random, final int count, final float shift) {
        final float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextFloat() + shift;
        }
        return scores;
    }

    private static List<PixelMap> maps(final String name) throws IOException {
        final Npy scores = array("aupimo-" + name + "-scores.npy");
        final boolean[] masks = array("aupimo-" + name + "-mask.npy").nonZero();
        final int height = scores.shape().get(1);
        final int width = scores.shape().get(2);
        final int pixels = width * height;
        final List<PixelMap> maps = new ArrayList<>();
        for (int i = 0; i < scores.shape().get(0); i++) {
            maps.add(new PixelMap(
                    width,
                    height,
                    Arrays.copyOfRange(scores.floats(), i * pixels, (i + 1) * pixels),
                    Arrays.copyOfRange(masks, i * pixels, (i + 1) * pixels)));
        }
        return maps;
    }

    private static Npy array(final String name) throws IOException {
        try (InputStream in = open(name)) {
            return Npy.read(in);
        }
    }

    private static InputStream open(final String name) {
        return Objects.requireNonNull(PerImageOverlapTest.class.getResourceAsStream(name), name);
    }
}
