package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.blemish.evaluation.JudgedSample;
import io.blemish.prediction.drawing.Predictions;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void theBinsOnTheRightOfTheThresholdContainTheScoresAboveIt() {
        for (int seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final Evaluations evaluations = new Evaluations(Path.of("."), seed);
            for (int i = 0; i < 40; i++) {
                evaluations.unwritten("p" + i, true, i % 8 == 0 ? Predictions.THRESHOLD : 5 * random.nextFloat());
            }
            final List<JudgedSample> samples = evaluations.build().samples();
            final Histogram histogram = new Histogram(samples, Predictions.THRESHOLD);

            final double[] x = histogram.x();
            final double[] y = histogram.y(samples);

            double above = 0;
            double all = 0;
            for (int left = 0; left < x.length; left += 2) {
                assertThat(y[left]).isEqualTo(y[left + 1]);
                all += y[left];
                above += x[left] > Predictions.THRESHOLD - 1e-9 ? y[left] : 0;
            }
            final long expected = samples.stream()
                    .filter(judged -> judged.prediction().score() > Predictions.THRESHOLD)
                    .count();
            assertThat(all).as("seed %d", seed).isCloseTo(100, offset(1e-9));
            assertThat(above).as("seed %d", seed).isCloseTo(100.0 * expected / 40, offset(1e-9));
        }
    }
}
