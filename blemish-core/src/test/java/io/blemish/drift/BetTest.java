package io.blemish.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetTest {
    private static final int STEPS = 1_000_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.4, 0.6, 0.8})
    void aFairGambleWithoutDefects(final double exponent) {
        assertThat(mean(new Bet(exponent, 0))).isCloseTo(1, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.4, 0.6, 0.8})
    void aFairGambleWithTheDefectsThatAreAllowed(final double exponent) {
        final Bet bet = new Bet(exponent, 0.05);
        assertThat(0.95 * mean(bet) + 0.05 * Math.exp(bet.log(0))).isCloseTo(1, within(1e-3));
    }

    private static double mean(final Bet bet) {
        return IntStream.range(0, STEPS)
                .mapToDouble(i -> Math.exp(bet.log((i + 0.5) / STEPS)))
                .average()
                .orElseThrow();
    }
}
