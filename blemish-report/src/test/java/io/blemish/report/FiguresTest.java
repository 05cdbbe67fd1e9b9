package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({"0, 0%", "1, 100%", "0.5, 50%", "0.123, 12.3%", "0.99999, 99.999%", "0.0001, 0.010%", "0.01, 1%"})
    void aSmallShareIsNotRoundedToZeroNorALargeOneToAll(final double share, final String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "7.8898, 7.890", "78.898, 78.90", "788.98, 789.0", "7889.8, 7890", "0.0001, 1.000e-04"})
    void scoresHaveFourDigits(final double score, final String text) {
        assertThat(Figures.score(score)).isEqualTo(text);
    }
}
