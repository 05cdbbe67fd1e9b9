package io.blemish.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Placement;
import io.blemish.image.Size;
import org.junit.jupiter.api.Test;

class AnomalyMapTest {
    @Test
    void peakIsTheLargestValue() {
        assertThat(peak(-3, -1, -2)).isEqualTo(-1);
        assertThat(peak(0, 2, 1)).isEqualTo(2);
        assertThat(peak(1, Float.POSITIVE_INFINITY)).isInfinite();
    }

    @Test
    void peakOfADamagedMapIsNotANumber() {
        assertThat(peak(Float.NaN, 1, 2)).isNaN();
        assertThat(peak(1, Float.NaN, 2)).isNaN();
        assertThat(peak(2, 1, Float.NaN)).isNaN();
    }

    private static float peak(final float... values) {
        return new AnomalyMap(values, Placement.identity(new Size(values.length, 1))).peak();
    }
}
