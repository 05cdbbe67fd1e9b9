package io.blemish.prediction.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Normalization;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Prediction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final Size PICTURE = new Size(120, 80);
    private static final int LINE = 0xFFFFFF;

    @Test
    void doesNotChangeANormalPicture() {
        final RgbImage picture = Predictions.grey(PICTURE, 90);

        final RgbImage overlay = Overlay.of(picture, Predictions.of(PICTURE, 1, 0.5, 0.5));

        assertThat(overlay.rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void doesNotChangeThePictureThatItIsGiven() {
        final RgbImage picture = Predictions.grey(PICTURE, 90);

        final RgbImage overlay = Overlay.of(picture, Predictions.of(PICTURE, 5, 0.5, 0.5));

        assertThat(picture.rgb()).isEqualTo(Predictions.grey(PICTURE, 90).rgb());
        assertThat(overlay.rgb()).isNotEqualTo(picture.rgb());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128, 255})
    void theLineAroundADefectHasADarkRimOnAnyPicture(final int brightness) {
        final RgbImage overlay =
                Overlay.of(Predictions.grey(PICTURE, brightness), Predictions.of(PICTURE, 5, 0.5, 0.5));

        int x = PICTURE.width() / 2;
        while (HeatMapTest.color(overlay, x, 40) != LINE || !isDark(HeatMapTest.color(overlay, x - 1, 40))) {
            x++;
            assertThat(x).as("a white line with a dark rim right of the middle").isLessThan(PICTURE.width() - 1);
        }
        assertThat(isDark(HeatMapTest.color(overlay, x + 1, 40))).isTrue();
    }

    @Test
    void theLineCoversNoPixelOfTheDefect() {
        final RgbImage picture = Predictions.grey(PICTURE, 90);
        final Prediction prediction = Predictions.of(PICTURE, 5, 0.5, 0.5);
        final MapView view = new MapView(prediction, PICTURE);

        final RgbImage overlay = Overlay.of(picture, prediction);

        final float[] row = new float[PICTURE.width()];
        for (int y = 0; y < PICTURE.height(); y++) {
            view.row(y, row);
            for (int x = 0; x < row.length; x++) {
                if (row[x] > Predictions.THRESHOLD) {
                    assertThat(HeatMapTest.color(overlay, x, y)).isNotEqualTo(LINE);
                }
            }
        }
    }

    @Test
    void drawsNoLineInAPictureThatIsJudgedNormal() {
        final Prediction judgedNormal = new Prediction(
                "part.png",
                PICTURE.width(),
                PICTURE.height(),
                1,
                Predictions.THRESHOLD,
                Optional.empty(),
                false,
                Predictions.THRESHOLD,
                List.of(),
                Predictions.of(PICTURE, 5, 0.5, 0.5).map());

        final RgbImage overlay = Overlay.of(Predictions.grey(PICTURE, 90), judgedNormal);

        for (int y = 0; y < PICTURE.height(); y++) {
            for (int x = 0; x < PICTURE.width(); x++) {
                assertThat(HeatMapTest.color(overlay, x, y)).isNotEqualTo(LINE);
            }
        }
    }

    @Test
    void darkensThePartThatTheModelDidNotSee() {
        final Preprocessing crop =
                new Preprocessing(Preprocessing.Resize.SHORTER_SIDE, 40, OptionalInt.of(32), Normalization.IMAGENET);
        final Prediction prediction = Predictions.of(PICTURE, 1, Predictions.flat(crop.placement(PICTURE), 1));

        final RgbImage overlay = Overlay.of(Predictions.grey(PICTURE, 200), prediction);

        assertThat(HeatMapTest.color(overlay, 5, 40)).isEqualTo(0x505050);
        assertThat(HeatMapTest.color(overlay, 60, 40)).isEqualTo(0xC8C8C8);
    }

    @Test
    void aScaledCopyShowsTheDefectAtTheSamePlace() {
        final Prediction prediction = Predictions.of(PICTURE, 5, 0.25, 0.5);
        final Size half = new Size(60, 40);

        final RgbImage overlay = Overlay.of(Predictions.grey(half, 90), prediction);

        assertThat(HeatMapTest.color(overlay, 15, 20)).as("on the defect").isNotEqualTo(0x5A5A5A);
        assertThat(HeatMapTest.color(overlay, 45, 20)).as("far from it").isEqualTo(0x5A5A5A);
    }

    @Test
    void drawsAPictureOfOnePixel() {
        final Size one = new Size(1, 1);

        assertThat(Overlay.of(Predictions.grey(one, 90), Predictions.of(one, 5, 0.5, 0.5))
                        .size())
                .isEqualTo(one);
    }

    private static boolean isDark(final int color) {
        return (color >> 16 & 0xFF) + (color >> 8 & 0xFF) + (color & 0xFF) < 3 * 100;
    }
}
