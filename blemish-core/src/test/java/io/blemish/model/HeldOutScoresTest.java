package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutScoresTest {
    private static final int EACH = 784;

    @Test
    void theSampleIsOfAllHeldOutPicturesHoweverManyPatchesThereAre() {
        final int[] pictures = IntStream.range(0, 3_000_000).toArray();
        final long[] rows = HeldOutScores.sampleRows(pictures, EACH);
        assertThat(rows).hasSize(2000).isSorted().doesNotHaveDuplicates().startsWith(0);
        assertThat(rows[1999]).isEqualTo(3_000_000L * EACH / 2000 * 1999);
    }

    @Test
    void fewPatchesAreAllTaken() {
        assertThat(HeldOutScores.sampleRows(new int[] {1, 2_999_999}, 2)).containsExactly(2, 3, 5_999_998, 5_999_999);
    }
}
