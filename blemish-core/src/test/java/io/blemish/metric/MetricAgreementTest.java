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

/** Compares with the results of other tools, which the script {@code metric.py} of the fixtures computed. */
class MetricAgreementTest {
    /** scikit-learn and the plain NumPy AUPRO work in double precision. */
    private static final double DOUBLE = 1e-9;
    /** torchmetrics and anomalib work in single precision; {@link PixelMetrics} names their other differences. */
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
                    RandomMaps.scores(maps),
                    metrics.auroc(),
                    metrics.averagePrecision(),
                    metrics.f1Max().orElseThrow());
            assertThat(metrics.regions()).isEqualTo(expected.get("regions").intValue());
            assertClose(metrics.aupro(), expected, "aupro", DOUBLE);
            final boolean anomalibAgrees = maps.stream().noneMatch(MetricAgreementTest::isAllDefect);
            assertThat(expected.has("anomalib_aupro")).isEqualTo(anomalibAgrees);
            if (anomalibAgrees) {
                assertClose(metrics.aupro(), expected, "anomalib_aupro", SINGLE);
            }
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
                scores,
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
            final JsonNode expected,
            final float[] scores,
            final OptionalDouble auroc,
            final OptionalDouble precision,
            final F1Max f1) {
        assertClose(auroc, expected, "auroc", DOUBLE);
        assertClose(precision, expected, "average_precision", DOUBLE);
        assertClose(OptionalDouble.of(f1.value()), expected, "f1_max", DOUBLE);
        final boolean torchmetricsAgrees = areProbabilities(scores);
        assertThat(expected.has("torchmetrics_auroc")).isEqualTo(torchmetricsAgrees);
        if (torchmetricsAgrees) {
            assertClose(auroc, expected, "torchmetrics_auroc", SINGLE);
            assertClose(precision, expected, "torchmetrics_average_precision", SINGLE);
        }
    }

    /** torchmetrics maps other scores by a sigmoid, which creates ties. */
    private static boolean areProbabilities(final float[] scores) {
        for (final float score : scores) {
            if (score < 0 || score > 1) {
                return false;
            }
        }
        return true;
    }

    /** anomalib takes the only region of such a mask for background. */
    private static boolean isAllDefect(final PixelMap map) {
        for (final boolean defect : map.mask()) {
            if (!defect) {
                return false;
            }
        }
        return true;
    }

    private static void assertClose(
            final OptionalDouble actual, final JsonNode expected, final String figure, final double tolerance) {
        assertThat(actual).as(figure).hasValueCloseTo(expected.get(figure).doubleValue(), within(tolerance));
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
