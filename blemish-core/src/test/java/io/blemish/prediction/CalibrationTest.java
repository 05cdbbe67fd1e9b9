package io.blemish.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void theRankIsTheConservativeOne() {
        final float[] scores = {5, 1, 4, 2, 3, 9, 8, 7, 6};
        // ceil(10 * 0.8) = 8: the eighth smallest of nine.
        assertThat(Calibration.of(scores, scores, 0.8).threshold()).isEqualTo(8);
        assertThat(Calibration.of(scores, scores, 0.8).supportedQuantile()).isEqualTo(0.8);
    }

    @Test
    void tooFewPicturesGiveTheirLargestScoreAndSayWhatTheySupport() {
        final Calibration calibration = Calibration.of(new float[] {2, 1, 3}, new float[] {20, 10, 30}, 0.99);
        assertThat(calibration.threshold()).isEqualTo(3);
        assertThat(calibration.pixelThreshold()).isEqualTo(30);
        assertThat(calibration.supportedQuantile()).isEqualTo(0.75);
    }

    @Test
    void newGoodPicturesExceedTheThresholdNoMoreOftenThanStated() {
        final Random random = new Random(3);
        int alarms = 0;
        final int trials = 4000;
        for (int t = 0; t < trials; t++) {
            final float[] scores = new float[39];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextFloat();
            }
            alarms += random.nextFloat() > Calibration.of(scores, scores, 0.9).threshold() ? 1 : 0;
        }
        assertThat(alarms / (double) trials).isCloseTo(0.1, within(0.02));
    }
}
