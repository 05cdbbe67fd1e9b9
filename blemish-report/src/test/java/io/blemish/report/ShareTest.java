package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    /** Expected values are from {@code proportion_confint(count, total, method="wilson")} of statsmodels. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.2775327998628892",
        "10, 10, 0.7224672001371107, 1",
        "1, 2, 0.0945312057, 0.9054687943",
        "27, 30, 0.7438, 0.9654"
    })
    void hasWilsonsInterval(final long count, final long total, final double low, final double high) {
        final Share share = new Share(count, total);

        assertThat(share.low()).isCloseTo(low, offset(1e-4));
        assertThat(share.high()).isCloseTo(high, offset(1e-4));
    }

    @Test
    void isNotDefinedForNoPictures() {
        assertThat(new Share(0, 0).percent()).isEqualTo(Figures.NONE);
    }
}
