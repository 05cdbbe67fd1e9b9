package io.blemish.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BagTest {
    @Test
    void thePValueIsTheShareThatIsAsLarge() {
        final Bag bag = new Bag(new float[] {5, 1, 3}, new SplittableRandom(0));
        assertThat(bag.pValue(4)).isBetween(0.25, 0.5);
        assertThat(bag.pValue(9)).isBetween(0.0, 0.25);
        assertThat(bag.pValue(0)).isBetween(0.75, 1.0);
    }

    @Test
    void equalValuesShareTheirRanks() {
        final Bag bag = new Bag(new float[] {0, -0f, 0, 0}, new SplittableRandom(0));
        double least = 1;
        double most = 0;
        for (int i = 0; i < 1000; i++) {
            final double p = bag.pValue(0);
            least = Math.min(least, p);
            most = Math.max(most, p);
        }
        assertThat(least).isLessThan(0.05);
        assertThat(most).isGreaterThan(0.95);
    }

    @Test
    void aPictureInAPlaceReplacesTheOneBefore() {
        final Bag bag = new Bag(new float[] {1, 2, 3}, new SplittableRandom(0));
        bag.put(10, 1);
        assertThat(bag.pValue(9)).isBetween(0.25, 0.5);
        bag.put(Float.NaN, 1);
        assertThat(bag.pValue(9)).isBetween(0.0, 1 / 3.0);
        bag.put(11, 3);
        assertThat(bag.pValue(9)).isBetween(0.25, 0.5);
    }
}
