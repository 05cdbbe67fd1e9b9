package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BalancedThresholdTest {
    @Test
    void scoresThatCanBeToldApartAreDividedInTheMiddle() {
        assertThat(BalancedThreshold.of(new float[] {1, 2, 6, 9}, new boolean[] {false, false, true, true}))
                .isEqualTo(4);
    }

    @Test
    void oneFalseAlarmIsAcceptedForManyFinds() {
        // Above 4.5: three of three defects, one of four good pictures. Above 8.5: one of three, none.
        final float[] scores = {1, 2, 3, 8, 6, 7, 9};
        final boolean[] anomalous = {false, false, false, false, true, true, true};
        assertThat(BalancedThreshold.of(scores, anomalous)).isEqualTo(4.5f);
    }

    @Test
    void ofEqualBalancesTheWidestGapDecides() {
        // Above 1.5 and above 5 the balance is a half.
        final float[] scores = {1, 2, 3, 7};
        final boolean[] anomalous = {false, true, false, true};
        assertThat(BalancedThreshold.of(scores, anomalous)).isEqualTo(5);
    }

    @Test
    void scoresWithoutADifferenceRaiseNoAlarm() {
        assertThat(BalancedThreshold.of(new float[] {3, 3}, new boolean[] {true, false}))
                .isEqualTo(3);
    }

    @Test
    void neighbouringNumbersAreDividedToo() {
        final float high = Math.nextUp(1f);
        final float threshold = BalancedThreshold.of(new float[] {1, high}, new boolean[] {false, true});
        assertThat(threshold).isGreaterThanOrEqualTo(1).isLessThan(high);
    }

    @Test
    void noOtherThresholdHasABetterBalance() {
        final Random random = new Random(4);
        for (int trial = 0; trial < 200; trial++) {
            final float[] scores = new float[12];
            final boolean[] anomalous = new boolean[12];
            for (int i = 0; i < scores.length; i++) {
                anomalous[i] = i < 2 || (i > 3 && random.nextBoolean());
                scores[i] = random.nextInt(10) + (anomalous[i] ? 3 : 0);
            }
            final double best = balance(BalancedThreshold.of(scores, anomalous), scores, anomalous);
            for (final float score : scores) {
                assertThat(balance(score, scores, anomalous)).isLessThanOrEqualTo(best + 1e-12);
            }
        }
    }

    private static double balance(final float threshold, final float[] scores, final boolean[] anomalous) {
        final ConfusionCounts counts = ConfusionCounts.above(threshold, scores, anomalous);
        return counts.recall().orElseThrow() - counts.falsePositiveRate().orElseThrow();
    }

    @Test
    void bothKindsAreNeeded() {
        assertThatThrownBy(() -> BalancedThreshold.of(new float[] {1}, new boolean[] {true}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
