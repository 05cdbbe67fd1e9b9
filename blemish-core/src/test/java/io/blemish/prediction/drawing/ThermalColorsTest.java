package io.blemish.prediction.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class ThermalColorsTest {
    @Test
    void equalStepsInValueAreEqualStepsInColour() {
        final double usual = ThermalColors.distance(ThermalColors.lab(0), ThermalColors.lab(1));

        for (int i = 1; i < ThermalColors.COUNT; i++) {
            assertThat(ThermalColors.distance(ThermalColors.lab(i - 1), ThermalColors.lab(i)))
                    .as("step %d", i)
                    .isCloseTo(usual, withPercentage(1));
        }
    }

    @Test
    void lightnessOnlyIncreases() {
        for (int i = 1; i < ThermalColors.COUNT; i++) {
            assertThat(ThermalColors.lab(i)[0]).isGreaterThan(ThermalColors.lab(i - 1)[0]);
        }
    }

    @Test
    void theBytesDoNotDependOnTheMachine() {
        assertThat(new int[] {ThermalColors.at(0), ThermalColors.at(0.5f), ThermalColors.at(1)})
                .containsExactly(0x060613, 0xBF2E5A, 0xFFF9A9);
    }

    @Test
    void positionsOutsideTheScaleCountAsItsEnds() {
        assertThat(ThermalColors.at(-3)).isEqualTo(ThermalColors.at(0));
        assertThat(ThermalColors.at(7)).isEqualTo(ThermalColors.at(1));
    }
}
