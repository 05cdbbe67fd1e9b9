package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
    /** Wilson's interval has the ends at which the normal test of the share just accepts what was counted. */
    @Test
    void itsEndsAreSharesThatTheTestJustAccepts() {
        for (int total = 1; total < 60; total += 7) {
            for (int count = 0; count <= total; count++) {
                final WilsonInterval interval = WilsonInterval.of(count, total);
                final double share = (double) count / total;
                for (final double end : new double[] {interval.low(), interval.high()}) {
                    if (end > 0 && end < 1) {
                        assertThat(Math.abs(share - end) / Math.sqrt(end * (1 - end) / total))
                                .isCloseTo(1.959963984540054, within(1e-9));
                    }
                }
                assertThat(share).isBetween(interval.low(), interval.high());
            }
        }
    }

    @Test
    void refusesCountsThatAreNoShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(-1, 1));
    }
}
