package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.blemish.metric.Curve.Point;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageMetricsTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @EnumSource
    void equalsThePlainDefinitions(final RandomMaps kind) {
        for (long seed = 0; seed < 100; seed++) {
            final PlainMetrics plain = new PlainMetrics(kind.maps(seed));
            final ImageMetrics metrics =
                    ImageMetrics.of(RandomMaps.scores(plain.maps()), RandomMaps.truth(plain.maps()));
            assertThat(metrics.auroc()).as("seed %d", seed).hasValueCloseTo(plain.auroc(), within(ROUNDING));
            assertThat(metrics.averagePrecision()).hasValueCloseTo(plain.averagePrecision(), within(ROUNDING));
            assertThat(metrics.f1Max().orElseThrow().value()).isCloseTo(plain.f1Max(), within(ROUNDING));
        }
    }

    @Test
    void aSmallExampleByHand() {
        // In decreasing order: defective 4, good 3, both 2, good 1.
        final ImageMetrics metrics =
                ImageMetrics.of(new float[] {1, 2, 2, 3, 4}, new boolean[] {false, true, false, false, true});
        assertThat(metrics.anomalous()).isEqualTo(2);
        assertThat(metrics.good()).isEqualTo(3);
        assertThat(metrics.auroc()).hasValueCloseTo((3 + 1.5) / 6, within(ROUNDING));
        assertThat(metrics.averagePrecision()).hasValueCloseTo(0.5 + 0.5 * 2 / 4, within(ROUNDING));
        assertThat(metrics.roc().points())
                .containsExactly(
                        new Point(0, 0, Float.POSITIVE_INFINITY),
                        new Point(0, 0.5, 4),
                        new Point(1 / 3.0, 0.5, Math.nextUp(2f)),
                        new Point(2 / 3.0, 1, 2),
                        new Point(1, 1, Float.NEGATIVE_INFINITY));
        assertThat(metrics.precisionRecall().points())
                .containsExactly(
                        new Point(0, 1, Float.POSITIVE_INFINITY),
                        new Point(0.5, 1, 4),
                        new Point(0.5, 0.5, Math.nextUp(2f)),
                        new Point(1, 0.5, 2),
                        new Point(1, 0.4, Float.NEGATIVE_INFINITY));
    }

    @Test
    void theHighestOfEquallyGoodThresholdsIsGiven() {
        // At 3: precision 1, recall 1/2. At 1: precision 1/2, recall 1.
        final ImageMetrics metrics =
                ImageMetrics.of(new float[] {3, 2, 2, 1}, new boolean[] {true, false, false, true});
        assertThat(metrics.f1Max()).contains(new F1Max(2 / 3.0, 3));
    }

    @Test
    void theBestThresholdGivesItsF1() {
        final Random random = new Random(1);
        for (int run = 0; run < 50; run++) {
            final float[] scores = new float[40];
            final boolean[] anomalous = new boolean[40];
            for (int i = 0; i < 40; i++) {
                anomalous[i] = i % 3 == 0;
                scores[i] = random.nextInt(12) + (anomalous[i] ? 3 : 0);
            }
            final F1Max best = ImageMetrics.of(scores, anomalous).f1Max().orElseThrow();
            final ConfusionCounts counts = ConfusionCounts.above(Math.nextDown(best.threshold()), scores, anomalous);
            assertThat(counts.f1()).hasValueCloseTo(best.value(), within(ROUNDING));
        }
    }

    @Test
    void equalScoresHaveAnAurocOfOneHalf() {
        final ImageMetrics metrics =
                ImageMetrics.of(new float[] {5, 5, 5, 5}, new boolean[] {true, false, false, false});
        assertThat(metrics.auroc()).hasValue(0.5);
        assertThat(metrics.averagePrecision()).hasValue(0.25);
    }

    @Test
    void aurocNeedsGoodAndDefectivePictures() {
        final ImageMetrics good = ImageMetrics.of(new float[] {1, 2}, new boolean[] {false, false});
        assertThat(good.auroc()).isEmpty();
        assertThat(good.averagePrecision()).isEmpty();
        assertThat(good.f1Max()).isEmpty();
        assertThat(good.roc().points()).isEmpty();
        assertThat(good.precisionRecall().points()).isEmpty();
        final ImageMetrics anomalous = ImageMetrics.of(new float[] {1, 2}, new boolean[] {true, true});
        assertThat(anomalous.auroc()).isEmpty();
        assertThat(anomalous.averagePrecision()).hasValue(1);
        assertThat(anomalous.f1Max()).contains(new F1Max(1, 1));
        assertThat(anomalous.roc().points()).isEmpty();
        assertThat(ImageMetrics.of(new float[0], new boolean[0]).auroc()).isEmpty();
    }

    @Test
    void infiniteScoresAreTheHighestAndTheLowest() {
        final ImageMetrics metrics = ImageMetrics.of(
                new float[] {Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.POSITIVE_INFINITY},
                new boolean[] {false, false, true});
        assertThat(metrics.auroc()).hasValue(1);
        assertThat(metrics.f1Max()).contains(new F1Max(1, Float.POSITIVE_INFINITY));
    }

    @Test
    void refusesNaNAndArraysOfDifferentLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageMetrics.of(new float[] {1, Float.NaN}, new boolean[2]))
                .withMessage("score 1 is not a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageMetrics.of(new float[2], new boolean[3]))
                .withMessage("2 scores have 3 labels");
    }

    @Test
    void aScoreOnTheThresholdIsNoAlarm() {
        final ConfusionCounts counts = ConfusionCounts.above(
                2, new float[] {1, 2, 3, 2, 3, 4}, new boolean[] {false, false, false, true, true, true});
        assertThat(counts).isEqualTo(new ConfusionCounts(2, 1, 2, 1));
        assertThat(counts.precision()).hasValue(2 / 3.0);
        assertThat(counts.recall()).hasValue(2 / 3.0);
        assertThat(counts.falsePositiveRate()).hasValue(1 / 3.0);
        assertThat(counts.f1()).hasValue(2 / 3.0);
        final ConfusionCounts nothing = ConfusionCounts.above(2, new float[0], new boolean[0]);
        assertThat(nothing.precision()).isEmpty();
        assertThat(nothing.recall()).isEmpty();
        assertThat(nothing.falsePositiveRate()).isEmpty();
        assertThat(nothing.f1()).isEmpty();
    }
}
