package io.blemish.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void regionsAreInPixelsOfThePictureHighestPeakFirst() {
        final float[] values = new float[16];
        values[0] = 2;
        values[5] = 3;
        values[15] = 9;
        final AnomalyMap map = new AnomalyMap(values, Preprocessing.squash(4).placement(new Size(40, 80)));
        assertThat(Regions.above(map, 1))
                .containsExactly(new Region(30, 60, 10, 20, 200, 9, 35, 70), new Region(0, 0, 20, 40, 400, 3, 15, 30));
    }

    @Test
    void theThresholdItselfIsNotAbove() {
        final AnomalyMap map = new AnomalyMap(new float[] {1}, Placement.identity(new Size(1, 1)));
        assertThat(Regions.above(map, 1)).isEmpty();
        assertThat(Regions.above(map, Math.nextDown(1f))).hasSize(1);
    }
}
