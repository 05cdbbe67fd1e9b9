package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {
    @Test
    void keptAndHeldOutAreAllPicturesEachOnce() {
        for (int pictures = 2; pictures < 60; pictures++) {
            for (final double share : new double[] {0.01, 0.2, 0.5, 0.99}) {
                final Holdout holdout = Holdout.draw(pictures, share, pictures);
                assertThat(holdout.kept()).isSorted();
                assertThat(holdout.heldOut()).isSorted();
                assertThat(IntStream.concat(Arrays.stream(holdout.kept()), Arrays.stream(holdout.heldOut()))
                                .sorted()
                                .toArray())
                        .isEqualTo(IntStream.range(0, pictures).toArray());
                assertThat(holdout.heldOut().length)
                        .as("%d pictures, a share of %s", pictures, share)
                        .isEqualTo((int) Math.max(1, Math.min(pictures - 1, Math.round(pictures * share))));
            }
        }
    }

    @Test
    void theSeedDecidesAlone() {
        assertThat(Holdout.draw(100, 0.2, 5).heldOut())
                .isEqualTo(Holdout.draw(100, 0.2, 5).heldOut());
        assertThat(Holdout.draw(100, 0.2, 5).heldOut())
                .isNotEqualTo(Holdout.draw(100, 0.2, 6).heldOut());
    }

    /** Over many seeds each picture is held out as often as any other: 200 of 1,000 times, four deviations allowed. */
    @Test
    void everyPictureIsAsLikelyToBeHeldOut() {
        final int[] counts = new int[20];
        for (int seed = 0; seed < 1000; seed++) {
            for (final int picture : Holdout.draw(counts.length, 0.2, seed).heldOut()) {
                counts[picture]++;
            }
        }
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(200 - 51, 200 + 51));
    }
}
