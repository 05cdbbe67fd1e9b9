package io.blemish.prediction.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Normalization;
import io.blemish.image.PngWriter;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Prediction;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatMapTest {
    private static final Size PICTURE = new Size(120, 80);

    @Test
    void isAsLargeAsThePicture() {
        final Prediction prediction = Predictions.of(PICTURE, 3, 0.5, 0.5);

        assertThat(HeatMap.of(prediction).size()).isEqualTo(PICTURE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.125", "2, 0.5", "2.4, 0.72", "2.8284, 1", "400, 1"})
    void theThresholdIsInTheMiddleOfTheScale(final float value, final float position) {
        final Prediction prediction = Predictions.of(PICTURE, 3, Predictions.flat(PICTURE, value));

        final RgbImage heat = HeatMap.of(prediction);

        assertThat(color(heat, 17, 60)).isEqualTo(ThermalColors.at(position));
    }

    @Test
    void aValueHasTheSameColourInEveryPictureOfAModel() {
        final RgbImage low = HeatMap.of(Predictions.of(PICTURE, 1, 0.5, 0.5));
        final RgbImage high = HeatMap.of(Predictions.of(PICTURE, 9, 0.5, 0.5));

        assertThat(color(low, 0, 0)).as("background").isEqualTo(color(high, 0, 0));
    }

    @Test
    void theBrightestPixelIsAtThePeakOfTheMap() {
        final Random random = new Random(5);
        for (int seed = 0; seed < 30; seed++) {
            final double across = 0.1 + 0.8 * random.nextDouble();
            final double down = 0.1 + 0.8 * random.nextDouble();

            final RgbImage heat = HeatMap.of(Predictions.of(PICTURE, 2.8f, across, down));

            final int brightest = brightest(heat);
            assertThat(brightest % PICTURE.width())
                    .isBetween((int) (across * PICTURE.width()) - 4, (int) (across * PICTURE.width()) + 4);
            assertThat(brightest / PICTURE.width())
                    .isBetween((int) (down * PICTURE.height()) - 3, (int) (down * PICTURE.height()) + 3);
        }
    }

    @Test
    void thePartThatTheCropCutOffIsGrey() {
        final Preprocessing crop =
                new Preprocessing(Preprocessing.Resize.SHORTER_SIDE, 40, OptionalInt.of(32), Normalization.IMAGENET);
        final Prediction prediction = Predictions.of(PICTURE, 3, Predictions.flat(crop.placement(PICTURE), 2));

        final RgbImage heat = HeatMap.of(prediction);

        // 120x80 is resized to 60x40; the middle 32x32 of that is 28..92 across and 8..72 down.
        assertThat(color(heat, 27, 40)).isEqualTo(0x6E6E6E);
        assertThat(color(heat, 28, 40)).isEqualTo(ThermalColors.at(0.5f));
        assertThat(color(heat, 91, 71)).isEqualTo(ThermalColors.at(0.5f));
        assertThat(color(heat, 92, 40)).isEqualTo(0x6E6E6E);
        assertThat(color(heat, 60, 7)).isEqualTo(0x6E6E6E);
        assertThat(color(heat, 60, 72)).isEqualTo(0x6E6E6E);
    }

    @Test
    void withAThresholdOfZeroAllValuesAboveItLieAtTheTop() {
        final HeatScale scale = new HeatScale(0);

        assertThat(scale.position(0)).isZero();
        assertThat(scale.position(0.001f)).isEqualTo(1);
    }

    @Test
    void theSameMapGivesTheSameBytes() {
        final byte[] once = PngWriter.toBytes(HeatMap.of(Predictions.of(PICTURE, 3, 0.3, 0.6)));
        final byte[] again = PngWriter.toBytes(HeatMap.of(Predictions.of(PICTURE, 3, 0.3, 0.6)));

        assertThat(again).isEqualTo(once);
    }

    static int color(final RgbImage image, final int x, final int y) {
        final int pixel = 3 * (y * image.width() + x);
        return (image.rgb()[pixel] & 0xFF) << 16
                | (image.rgb()[pixel + 1] & 0xFF) << 8
                | (image.rgb()[pixel + 2] & 0xFF);
    }

    private static int brightest(final RgbImage image) {
        int best = 0;
        int bestSum = -1;
        for (int i = 0; i < image.width() * image.height(); i++) {
            final int sum =
                    (image.rgb()[3 * i] & 0xFF) + (image.rgb()[3 * i + 1] & 0xFF) + (image.rgb()[3 * i + 2] & 0xFF);
            if (sum > bestSum) {
                bestSum = sum;
                best = i;
            }
        }
        return best;
    }
}
