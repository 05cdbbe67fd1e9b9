package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelMetricsTest {
    private static final double ROUNDING = 1e-12;
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    @ParameterizedTest
    @EnumSource
    void equalsThePlainDefinitions(final RandomMaps kind) {
        for (long seed = 0; seed < 100; seed++) {
            final PlainMetrics plain = new PlainMetrics(kind.maps(seed));
            for (final double limit : new double[] {0.05, 0.3, 1}) {
                final PixelMetrics metrics = PixelMetrics.of(plain.maps(), limit, WORKERS);
                assertThat(metrics.aupro()).as("seed %d", seed).hasValueCloseTo(plain.aupro(limit), within(ROUNDING));
            }
            final PixelMetrics metrics = PixelMetrics.of(plain.maps(), WORKERS);
            assertThat(metrics.auproLimit()).isEqualTo(0.3);
            assertThat(metrics.regions()).isEqualTo(plain.regionCount());
            assertThat(metrics.auroc()).hasValueCloseTo(plain.auroc(), within(ROUNDING));
            assertThat(metrics.averagePrecision()).hasValueCloseTo(plain.averagePrecision(), within(ROUNDING));
            final F1Max f1 = metrics.f1Max().orElseThrow();
            assertThat(f1.value()).isCloseTo(plain.f1Max(), within(ROUNDING));
            assertThat(plain.f1(f1.threshold())).isCloseTo(plain.f1Max(), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsCurvesPassThroughEveryThreshold(final RandomMaps kind) {
        for (long seed = 0; seed < 40; seed++) {
            final PlainMetrics plain = new PlainMetrics(kind.maps(seed));
            final PixelMetrics metrics = PixelMetrics.of(plain.maps(), 1, WORKERS);
            for (final double threshold : plain.thresholds()) {
                final double rate = plain.falsePositiveRate(threshold);
                assertThat(distance(metrics.roc(), rate, plain.recall(threshold)))
                        .isLessThan(ROUNDING);
                assertThat(distance(metrics.pro(), rate, plain.overlap(threshold)))
                        .isLessThan(ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theThresholdOfAPointGivesItsCoordinates(final RandomMaps kind) {
        for (long seed = 0; seed < 40; seed++) {
            final PlainMetrics plain = new PlainMetrics(kind.maps(seed));
            final PixelMetrics metrics = PixelMetrics.of(plain.maps(), 1, WORKERS);
            for (final Curve.Point point : metrics.roc().points()) {
                if (!Float.isInfinite(point.threshold())) {
                    assertThat(point.x()).isEqualTo(plain.falsePositiveRate(point.threshold()));
                    assertThat(point.y()).isEqualTo(plain.recall(point.threshold()));
                }
            }
            for (final Curve.Point point : metrics.precisionRecall().points()) {
                if (!Float.isInfinite(point.threshold()) && point.x() > 0) {
                    assertThat(point.x()).isEqualTo(plain.recall(point.threshold()));
                    assertThat(point.y()).isEqualTo(plain.precision(point.threshold()));
                }
            }
        }
    }

    /** The distance between a point and the nearest segment of a curve. */
    private static double distance(final Curve curve, final double x, final double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < curve.points().size(); i++) {
            final Curve.Point a = curve.points().get(i - 1);
            final Curve.Point b = curve.points().get(i);
            final double dx = b.x() - a.x();
            final double dy = b.y() - a.y();
            final double along = ((x - a.x()) * dx + (y - a.y()) * dy) / Math.max(1e-300, dx * dx + dy * dy);
            final double clamped = Math.max(0, Math.min(1, along));
            nearest = Math.min(nearest, Math.hypot(x - a.x() - clamped * dx, y - a.y() - clamped * dy));
        }
        return nearest;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7})
    void theResultDoesNotDependOnTheNumberOfThreads(final int threads) {
        final Random random = new Random(5);
        final List<PixelMap> maps = new ArrayList<>();
        for (int m = 0; m < 9; m++) {
            final float[] scores = new float[160 * 120];
            final boolean[] mask = new boolean[scores.length];
            for (int i = 0; i < scores.length; i++) {
                mask[i] = random.nextInt(3) == 0;
                scores[i] = m % 2 == 0 ? random.nextFloat() : random.nextInt(100) / 100f;
            }
            maps.add(new PixelMap(160, 120, scores, mask));
        }
        try (Workers other = new Workers(threads)) {
            assertThat(PixelMetrics.of(maps, other)).isEqualTo(PixelMetrics.of(maps, WORKERS));
        }
    }

    @Test
    void aLargeRegionCountsAsMuchAsASmallOne() {
        // The two-pixel region is found first, the one-pixel region only after half of the normal pixels.
        final float[] scores = {9, 8, 7, 5, 6, 4};
        final boolean[] mask = {true, true, false, false, false, true};
        mask[3] = false;
        final PixelMetrics metrics = PixelMetrics.of(List.of(new PixelMap(6, 1, scores, mask)), 1, WORKERS);
        assertThat(metrics.regions()).isEqualTo(2);
        assertThat(metrics.aupro()).hasValueCloseTo(0.5, within(ROUNDING));
    }

    @Test
    void theLastSegmentIsCutAtTheLimit() {
        // The defect is tied with four normal pixels, which gives a straight line from (0, 0) to (0.8, 1).
        final PixelMap map = new PixelMap(
                6, 1, new float[] {1, 1, 1, 1, 1, 0}, new boolean[] {true, false, false, false, false, false});
        final PixelMetrics metrics = PixelMetrics.of(List.of(map), 0.4, WORKERS);
        assertThat(metrics.aupro()).hasValueCloseTo(0.25, within(ROUNDING));
        final Curve.Point last =
                metrics.pro().points().get(metrics.pro().points().size() - 1);
        assertThat(last.x()).isEqualTo(0.4);
        assertThat(last.y()).isCloseTo(0.5, within(ROUNDING));
    }

    @Test
    void noMetricIsDefinedWithoutADefect() {
        final PixelMap good = PixelMap.ofGood(2, 2, new float[] {1, 2, 3, 4});
        for (final List<PixelMap> maps : List.of(List.of(good), List.<PixelMap>of())) {
            final PixelMetrics metrics = PixelMetrics.of(maps, WORKERS);
            assertThat(metrics.normalPixels()).isEqualTo(maps.size() * 4L);
            assertThat(metrics.defectPixels()).isZero();
            assertThat(metrics.regions()).isZero();
            assertThat(metrics.auroc()).isEmpty();
            assertThat(metrics.averagePrecision()).isEmpty();
            assertThat(metrics.f1Max()).isEmpty();
            assertThat(metrics.aupro()).isEmpty();
            assertThat(metrics.roc().points()).isEmpty();
            assertThat(metrics.precisionRecall().points()).isEmpty();
            assertThat(metrics.pro().points()).isEmpty();
        }
    }

    @Test
    void onlyPrecisionIsDefinedWithoutANormalPixel() {
        final PixelMap all = new PixelMap(2, 2, new float[] {1, 2, 3, 4}, new boolean[] {true, true, true, true});
        final PixelMetrics metrics = PixelMetrics.of(List.of(all), WORKERS);
        assertThat(metrics.regions()).isEqualTo(1);
        assertThat(metrics.auroc()).isEmpty();
        assertThat(metrics.aupro()).isEmpty();
        assertThat(metrics.averagePrecision()).hasValue(1);
        assertThat(metrics.f1Max()).contains(new F1Max(1, 1));
        assertThat(metrics.roc().points()).isEmpty();
        assertThat(metrics.pro().points()).isEmpty();
    }

    @Test
    void refusesNaN() {
        final PixelMap fine = PixelMap.ofGood(1, 1, new float[] {1});
        final PixelMap broken = PixelMap.ofGood(3, 1, new float[] {1, 2, Float.NaN});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelMetrics.of(List.of(fine, broken), WORKERS))
                .withMessage("score 2 of map 1 is not a number");
    }

    @Test
    void refusesArraysThatDoNotFitTheSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> PixelMap.ofGood(2, 2, new float[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelMap(2, 2, new float[4], new boolean[3]));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void refusesALimitOutsideItsRange(final double limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> PixelMetrics.of(List.of(), limit, WORKERS));
    }

    @Test
    void aPictureWithoutDefectMayHaveABlackMaskOrNone() {
        final PixelMap defect = new PixelMap(2, 1, new float[] {0.3f, 0.6f}, new boolean[] {true, false});
        final float[] scores = {0.1f, 0.9f, 0.3f};
        final PixelMetrics none = PixelMetrics.of(List.of(defect, PixelMap.ofGood(3, 1, scores)), WORKERS);
        final PixelMetrics black =
                PixelMetrics.of(List.of(defect, new PixelMap(3, 1, scores, new boolean[3])), WORKERS);
        assertThat(none).isEqualTo(black);
    }
}
