package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void everyPictureIsHeldOutOnceAndKeptInAllOtherFolds() {
        for (int pictures = 2; pictures < 40; pictures++) {
            for (final int count : new int[] {2, 3, 5, 50}) {
                final Folds folds = Folds.draw(pictures, count, pictures);
                assertThat(folds.count()).isEqualTo(Math.min(count, pictures));
                final int[] all = IntStream.range(0, pictures).toArray();
                assertThat(IntStream.range(0, folds.count())
                                .flatMap(fold -> Arrays.stream(folds.heldOut(fold)))
                                .sorted()
                                .toArray())
                        .isEqualTo(all);
                for (int fold = 0; fold < folds.count(); fold++) {
                    assertThat(folds.kept(fold)).isSorted();
                    assertThat(folds.heldOut(fold))
                            .isSorted()
                            .hasSizeBetween(pictures / folds.count(), 1 + pictures / folds.count());
                    assertThat(IntStream.concat(Arrays.stream(folds.kept(fold)), Arrays.stream(folds.heldOut(fold)))
                                    .sorted()
                                    .toArray())
                            .isEqualTo(all);
                }
            }
        }
    }

    @Test
    void theSeedDecidesAlone() {
        assertThat(Folds.draw(100, 5, 5).heldOut(0))
                .isEqualTo(Folds.draw(100, 5, 5).heldOut(0));
        assertThat(Folds.draw(100, 5, 5).heldOut(0))
                .isNotEqualTo(Folds.draw(100, 5, 6).heldOut(0));
    }
}
