package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AurocIntervalTest {
    @Test
    void theSameSeedGivesTheSameIntervalOnEveryJdk() {
        final AurocInterval interval = AurocInterval.bootstrap(scores(3, 30, 50, false), truth(30, 50), 7)
                .orElseThrow();
        assertThat(interval)
                .isEqualTo(AurocInterval.bootstrap(scores(3, 30, 50, false), truth(30, 50), 7)
                        .orElseThrow());
        assertThat(interval).isEqualTo(new AurocInterval(0.5846666666666667, 0.8066833333333333));
        assertThat(interval)
                .isNotEqualTo(AurocInterval.bootstrap(scores(3, 30, 50, false), truth(30, 50), 8)
                        .orElseThrow());
    }

    @Test
    void bothMethodsAgreeOnManyPictures() {
        for (long seed = 0; seed < 5; seed++) {
            final float[] scores = scores(seed, 400, 600, seed % 2 == 0);
            final AurocInterval bootstrap =
                    AurocInterval.bootstrap(scores, truth(400, 600), seed).orElseThrow();
            final AurocInterval deLong =
                    AurocInterval.deLong(scores, truth(400, 600)).orElseThrow();
            assertThat(bootstrap.low()).isCloseTo(deLong.low(), within(0.005));
            assertThat(bootstrap.high()).isCloseTo(deLong.high(), within(0.005));
        }
    }

    @Test
    void coversTheTrueValueInAbout95OfHundredRuns() {
        // Normal scores whose means differ by 1: P(defective above good) = Φ(1/√2).
        final double truth = 0.7602499389065233;
        final int runs = 400;
        int bootstrap = 0;
        int deLong = 0;
        for (int run = 0; run < runs; run++) {
            final float[] scores = scores(run, 60, 80, false);
            bootstrap += covers(
                    AurocInterval.bootstrap(scores, truth(60, 80), run, 500).orElseThrow(), truth);
            deLong += covers(AurocInterval.deLong(scores, truth(60, 80)).orElseThrow(), truth);
        }
        assertThat(bootstrap / (double) runs).isBetween(0.91, 0.98);
        assertThat(deLong / (double) runs).isBetween(0.91, 0.98);
    }

    private static int covers(final AurocInterval interval, final double value) {
        return interval.low() <= value && value <= interval.high() ? 1 : 0;
    }

    @Test
    void onlyTheOrderOfScoresMatters() {
        final float[] scores = scores(1, 40, 40, true);
        final float[] stretched = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            stretched[i] = (float) Math.exp(scores[i] * 3);
        }
        assertThat(AurocInterval.bootstrap(stretched, truth(40, 40), 5))
                .isEqualTo(AurocInterval.bootstrap(scores, truth(40, 40), 5));
        assertThat(AurocInterval.deLong(stretched, truth(40, 40)))
                .isEqualTo(AurocInterval.deLong(scores, truth(40, 40)));
    }

    @Test
    void theIntervalIsAPointIfNoScoreIsOutOfOrder() {
        final float[] scores = {1, 2, 3, 4};
        final boolean[] truth = {false, false, true, true};
        assertThat(AurocInterval.bootstrap(scores, truth, 0)).contains(new AurocInterval(1, 1));
        assertThat(AurocInterval.deLong(scores, truth)).contains(new AurocInterval(1, 1));
    }

    @Test
    void isEmptyIfAurocIsNotDefined() {
        assertThat(AurocInterval.bootstrap(new float[] {1, 2}, new boolean[2], 0))
                .isEmpty();
        assertThat(AurocInterval.bootstrap(new float[0], new boolean[0], 0)).isEmpty();
        assertThat(AurocInterval.deLong(new float[] {1, 2, 3}, new boolean[] {true, false, false}))
                .isEmpty();
    }

    @Test
    void refusesNaNAndZeroResamples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AurocInterval.bootstrap(new float[] {Float.NaN}, new boolean[1], 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AurocInterval.bootstrap(new float[1], new boolean[1], 0, 0));
    }

    private static float[] scores(final long seed, final int positives, final int negatives, final boolean ties) {
        final Random random = new Random(seed);
        final float[] scores = new float[positives + negatives];
        for (int i = 0; i < scores.length; i++) {
            final double score = random.nextGaussian() + (i < positives ? 1 : 0);
            scores[i] = (float) (ties ? Math.rint(score * 2) / 2 : score);
        }
        return scores;
    }

    private static boolean[] truth(final int positives, final int negatives) {
        final boolean[] truth = new boolean[positives + negatives];
        Arrays.fill(truth, 0, positives, true);
        return truth;
    }
}
