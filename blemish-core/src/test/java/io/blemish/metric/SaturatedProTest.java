package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.blemish.array.ConnectedComponents;
import io.blemish.artifact.Npy;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SaturatedProTest {
    private static final double ROUNDING = 1e-12;
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spread", "ties", "few-levels", "again"})
    void agreesWithTheReferenceInNumPy(final String name) throws IOException {
        final JsonNode expected;
        try (InputStream in = open("spro.json")) {
            expected = new ObjectMapper().readTree(in).get(name);
        }
        final Npy scores = array("spro-" + name + "-scores.npy");
        final Npy parts = array("spro-" + name + "-parts.npy");
        final int height = scores.shape().get(1);
        final int width = scores.shape().get(2);
        final List<PartMap> maps = new ArrayList<>();
        for (int picture = 0; picture < scores.shape().get(0); picture++) {
            final boolean[] all = new boolean[width * height];
            final List<PartMap.Part> own = new ArrayList<>();
            for (int part = 0; part < parts.shape().get(0); part++) {
                if (expected.get("pictures").get(part).asInt() == picture) {
                    final boolean[] mask =
                            Arrays.copyOfRange(parts.nonZero(), part * all.length, (part + 1) * all.length);
                    final int[] pixels = pixels(mask);
                    IntStream.of(pixels).forEach(pixel -> all[pixel] = true);
                    own.add(new PartMap.Part(
                            pixels, expected.get("saturations").get(part).asDouble()));
                }
            }
            maps.add(new PartMap(
                    new PixelMap(
                            width,
                            height,
                            Arrays.copyOfRange(scores.floats(), picture * all.length, (picture + 1) * all.length),
                            all),
                    own));
        }
        final SaturatedPro pro = SaturatedPro.of(maps, WORKERS);
        assertThat(pro.parts()).isEqualTo(parts.shape().get(0));
        assertThat(pro.auspro()).hasValueCloseTo(expected.get("auspro").asDouble(), within(ROUNDING));
        assertThat(pro.ausproWide()).hasValueCloseTo(expected.get("auspro_wide").asDouble(), within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource
    void equalsAuproIfEveryRegionIsAPartThatMustBeFoundInFull(final RandomMaps kind) {
        for (long seed = 0; seed < 60; seed++) {
            final List<PixelMap> maps = kind.maps(seed);
            final List<PartMap> parts =
                    maps.stream().map(SaturatedProTest::regionsAsParts).toList();
            final SaturatedPro pro = SaturatedPro.of(parts, WORKERS);
            assertThat(pro.auspro())
                    .hasValueCloseTo(
                            PixelMetrics.of(maps, 0.05, WORKERS).aupro().orElseThrow(), within(ROUNDING));
            assertThat(pro.ausproWide())
                    .hasValueCloseTo(PixelMetrics.of(maps, WORKERS).aupro().orElseThrow(), within(ROUNDING));
        }
    }

    private static PartMap regionsAsParts(final PixelMap map) {
        if (map.mask().length == 0) {
            return new PartMap(map, List.of());
        }
        final ConnectedComponents components = ConnectedComponents.of(map.mask(), map.width(), map.height());
        return new PartMap(
                map,
                IntStream.rangeClosed(1, components.count())
                        .mapToObj(label -> {
                            final int[] pixels = IntStream.range(0, map.mask().length)
                                    .filter(i -> components.labels()[i] == label)
                                    .toArray();
                            return new PartMap.Part(pixels, pixels.length);
                        })
                        .toList());
    }

    @Test
    void isNotDefinedWithoutANormalPixel() {
        final PixelMap map = new PixelMap(1, 1, new float[] {1}, new boolean[] {true});
        final SaturatedPro pro =
                SaturatedPro.of(List.of(new PartMap(map, List.of(new PartMap.Part(new int[] {0}, 1)))), WORKERS);
        assertThat(pro.auspro()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new PartMap.Part(new int[] {0}, 0));
    }

    private static int[] pixels(final boolean[] mask) {
        return IntStream.range(0, mask.length).filter(i -> mask[i]).toArray();
    }

    private static Npy array(final String name) throws IOException {
        try (InputStream in = open(name)) {
            return Npy.read(in);
        }
    }

    private static InputStream open(final String name) {
        return Objects.requireNonNull(SaturatedProTest.class.getResourceAsStream(name), name);
    }
}
