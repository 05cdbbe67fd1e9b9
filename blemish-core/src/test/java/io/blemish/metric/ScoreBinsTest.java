package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreBinsTest {
    @ParameterizedTest
    @EnumSource
    void findsTheBinOfEveryScore(final RandomMaps kind) {
        for (long seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            final int[] keys = new int[1 + random.nextInt(40)];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = ScoreKey.of(kind.score(random, true));
            }
            final int[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
            final ScoreBins bins = ScoreBins.of(Arrays.stream(keys)
                    .sorted()
                    .mapToLong(key -> (long) key << Integer.SIZE | random.nextInt(1000))
                    .toArray());
            assertThat(bins.count()).isEqualTo(2 * distinct.length + 1);
            for (int i = 0; i < 100; i++) {
                final int key = i < keys.length ? keys[i] : ScoreKey.of(kind.score(random, false));
                final int below = (int)
                        Arrays.stream(distinct).filter(other -> other < key).count();
                final boolean tied = Arrays.stream(distinct).anyMatch(other -> other == key);
                assertThat(bins.bin(key)).isEqualTo(2 * below + (tied ? 1 : 0));
            }
        }
    }

    @Test
    void findsBinsEvenIfAllScoresFallIntoOneBucket() {
        final int close = 3000;
        final long[] sorted = new long[close + 2];
        sorted[0] = (long) ScoreKey.of(Float.NEGATIVE_INFINITY) << Integer.SIZE;
        for (int i = 0; i < close; i++) {
            sorted[i + 1] = (long) (ScoreKey.of(1f) + 2 * i) << Integer.SIZE;
        }
        sorted[close + 1] = (long) ScoreKey.of(Float.POSITIVE_INFINITY) << Integer.SIZE;
        final ScoreBins bins = ScoreBins.of(sorted);
        for (int i = 0; i < close; i++) {
            assertThat(bins.bin(ScoreKey.of(1f) + 2 * i)).isEqualTo(2 * (i + 1) + 1);
            assertThat(bins.bin(ScoreKey.of(1f) + 2 * i + 1)).isEqualTo(2 * (i + 2));
        }
    }
}
