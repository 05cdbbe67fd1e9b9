package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoredRowTest {
    @Test
    void keepsScoreAndRow() {
        final float[] scores = {0f, -0f, 1.5f, -1.5f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        for (final float score : scores) {
            for (final int row : new int[] {0, 1, Integer.MAX_VALUE}) {
                assertThat(ScoredRow.score(ScoredRow.of(score, row))).isEqualTo(score);
                assertThat(ScoredRow.row(ScoredRow.of(score, row))).isEqualTo(row);
            }
        }
    }

    @Test
    void theOrderIsThatOfScoresThenOfRows() {
        final Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            final float a = Float.intBitsToFloat(random.nextInt());
            final float b = Float.intBitsToFloat(random.nextInt());
            if (a < b) {
                assertThat(ScoredRow.of(a, random.nextInt(99))).isLessThan(ScoredRow.of(b, random.nextInt(99)));
            }
        }
        assertThat(ScoredRow.of(-2, 7)).isLessThan(ScoredRow.of(-2, 8));
        assertThat(ScoredRow.of(2, 7)).isLessThan(ScoredRow.of(2, 8));
    }

    @Test
    void aScoreThatIsNotANumberIsInfinite() {
        assertThat(ScoredRow.of(Float.NaN, 3)).isEqualTo(ScoredRow.of(Float.POSITIVE_INFINITY, 3));
    }
}
