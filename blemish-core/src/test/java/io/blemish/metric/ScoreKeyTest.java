package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreKeyTest {
    @Test
    void keysHaveTheOrderOfTheirScores() {
        final float[] increasing = {
            Float.NEGATIVE_INFINITY,
            -Float.MAX_VALUE,
            -1.5f,
            -1,
            -Float.MIN_NORMAL,
            -Float.MIN_VALUE,
            0,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            1,
            Math.nextUp(1f),
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY
        };
        for (int i = 0; i < increasing.length; i++) {
            assertThat(ScoreKey.score(ScoreKey.of(increasing[i]))).isEqualTo(increasing[i]);
            if (i > 0) {
                assertThat(ScoreKey.of(increasing[i])).isGreaterThan(ScoreKey.of(increasing[i - 1]));
            }
        }
        assertThat(ScoreKey.of(-0f)).isEqualTo(ScoreKey.of(0f));
    }
}
