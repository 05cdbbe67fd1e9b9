package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.artifact.Npy;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The peers' figures; {@code metric.py} among the fixtures' scripts computed them. */
class MetricAgreementTest {
    /** scikit-learn and the plain NumPy AUPRO work in double precision. */
    private static final double DOUBLE = 1e-9;
    /** torchmetrics and anomalib work in single precision; what else they do otherwise is said at {@link PixelMetrics}. */
    private static final double SINGLE = 1e-6;

    static Stream<String> cases() throws IOException {
        return figures().propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pixels(final String name) throws IOException {
        final JsonNode expected = figures().get(name);
        final List<PixelMap> maps = maps(name);
        try (Workers workers = new Workers(2)) {
            final PixelMetrics metrics = PixelMetrics.of(maps, workers);
            assertRanks(
                    expected,
                    metrics.auroc(),
                    metrics.averagePrecision(),
                    metrics.f1Max().orElseThrow());
            assertThat(metrics.regions()).isEqualTo(expected.get("regions").intValue());
            assertClose(metrics.aupro(), expected, "aupro", DOUBLE);
            assertClose(metrics.aupro(), expected, "anomalib_aupro", SINGLE);
            assertClose(PixelMetrics.of(maps, 0.05, workers).aupro(), expected, "aupro_005", DOUBLE);
            assertClose(PixelMetrics.of(maps, 1, workers).aupro(), expected, "aupro_1", DOUBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void images(final String name) throws IOException {
        final JsonNode expected = figures().get(name);
        final float[] scores = RandomMaps.scores(maps(name));
        final boolean[] truth = RandomMaps.truth(maps(name));
        final ImageMetrics metrics = ImageMetrics.of(scores, truth);
        assertRanks(
                expected,
                metrics.auroc(),
                metrics.averagePrecision(),
                metrics.f1Max().orElseThrow());
        final var interval = AurocInterval.deLong(scores, truth);
        assertThat(interval.isPresent()).isEqualTo(expected.has("delong"));
        interval.ifPresent(found -> {
            assertThat(found.low()).isCloseTo(expected.get("delong").get(0).doubleValue(), within(DOUBLE));
            assertThat(found.high()).isCloseTo(expected.get("delong").get(1).doubleValue(), within(DOUBLE));
        });
    }

    private static void assertRanks(
            final JsonNode expected, final OptionalDouble auroc, final OptionalDouble precision, final F1Max f1) {
        assertClose(auroc, expected, "auroc", DOUBLE);
        assertClose(precision, expected, "average_precision", DOUBLE);
        assertClose(OptionalDouble.of(f1.value()), expected, "f1_max", DOUBLE);
        assertClose(auroc, expected, "torchmetrics_auroc", SINGLE);
        assertClose(precision, expected, "torchmetrics_average_precision", SINGLE);
    }

    private static void assertClose(
            final OptionalDouble actual, final JsonNode expected, final String figure, final double tolerance) {
        if (expected.has(figure)) {
            assertThat(actual).as(figure).hasValueCloseTo(expected.get(figure).doubleValue(), within(tolerance));
        }
    }

    private static List<PixelMap> maps(final String name) throws IOException {
        final Npy scores = array(name + "-scores.npy");
        final float[] values = scores.floats();
        final boolean[] mask = array(name + "-mask.npy").nonZero();
        final int height = scores.shape().get(1);
        final int width = scores.shape().get(2);
        final List<PixelMap> maps = new ArrayList<>();
        for (int from = 0; from < values.length; from += width * height) {
            final int to = from + width * height;
            maps.add(new PixelMap(
                    width, height, Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(mask, from, to)));
        }
        return maps;
    }

    private static Npy array(final String name) throws IOException {
        try (InputStream in = open(name)) {
            return Npy.read(in);
        }
    }

    private static JsonNode figures() throws IOException {
        try (InputStream in = open("figures.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static InputStream open(final String name) {
        return Objects.requireNonNull(MetricAgreementTest.class.getResourceAsStream(name), name);
    }
}
