package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetOptionsTest {
    private static final DatasetOptions DEFAULT = DatasetOptions.DEFAULT;

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesAShareOutsideOfItsRange(final double share) {
        assertThatThrownBy(() -> DEFAULT.withTestFraction(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("testFraction must be in [0, 1), not " + share);
    }

    @Test
    void refusesStepsBelowOne() {
        assertThatThrownBy(() -> DEFAULT.withTrainEvery(0)).hasMessage("trainEvery must be at least 1, not 0");
        assertThatThrownBy(() -> DEFAULT.withFrameEvery(0)).hasMessage("frameEvery must be at least 1, not 0");
    }

    @Test
    void aChangedOptionLeavesTheOthers() {
        final DatasetOptions changed =
                DEFAULT.withSeed(7).withCategory("bottle").withTestFraction(0);
        assertThat(changed.seed()).isEqualTo(7);
        assertThat(changed.category()).contains("bottle");
        assertThat(changed.testFraction()).isZero();
        assertThat(changed.withSeed(0).withTestFraction(0.2).category()).contains("bottle");
    }
}
