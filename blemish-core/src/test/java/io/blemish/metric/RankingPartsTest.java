package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankingPartsTest {
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void sortsStablyByTheUpperHalf(final int threads) {
        try (Workers workers = new Workers(threads)) {
            final Random random = new Random(threads);
            for (final int size : new int[] {0, 1, 2, 100, 40_000, 100_000}) {
                for (final int distinct : new int[] {1, 7, 1 << 12, Integer.MAX_VALUE}) {
                    final long[] values = new long[size];
                    for (int i = 0; i < size; i++) {
                        final int key = random.nextInt(distinct) * (random.nextBoolean() ? -1 : 1);
                        values[i] = (long) key << Integer.SIZE | i;
                    }
                    final long[] expected = Arrays.stream(values)
                            .boxed()
                            .sorted(Comparator.comparing(value -> value >> Integer.SIZE))
                            .mapToLong(Long::longValue)
                            .toArray();
                    assertThat(RadixSort.byUpperHalf(values, workers)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLadderFindsEveryPlace(final RandomMaps kind) {
        for (long seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            final int[] keys = new int[1 + random.nextInt(40)];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = ScoreKey.of(kind.score(random, true));
            }
            final int[] rungs = Arrays.stream(keys).sorted().distinct().toArray();
            final Ladder ladder = Ladder.of(Arrays.stream(keys)
                    .sorted()
                    .mapToLong(key -> (long) key << Integer.SIZE | random.nextInt(1000))
                    .toArray());
            assertThat(ladder.places()).isEqualTo(2 * rungs.length + 1);
            for (int i = 0; i < 100; i++) {
                final int key = i < keys.length ? keys[i] : ScoreKey.of(kind.score(random, false));
                final int below =
                        (int) Arrays.stream(rungs).filter(rung -> rung < key).count();
                final boolean on = Arrays.stream(rungs).anyMatch(rung -> rung == key);
                assertThat(ladder.place(key)).isEqualTo(2 * below + (on ? 1 : 0));
            }
        }
    }

    @Test
    void theLadderStandsScoresThatCrowdInOneBucket() {
        final int crowd = 3000;
        final long[] sorted = new long[crowd + 2];
        sorted[0] = (long) ScoreKey.of(Float.NEGATIVE_INFINITY) << Integer.SIZE;
        for (int i = 0; i < crowd; i++) {
            sorted[i + 1] = (long) (ScoreKey.of(1f) + 2 * i) << Integer.SIZE;
        }
        sorted[crowd + 1] = (long) ScoreKey.of(Float.POSITIVE_INFINITY) << Integer.SIZE;
        final Ladder ladder = Ladder.of(sorted);
        for (int i = 0; i < crowd; i++) {
            assertThat(ladder.place(ScoreKey.of(1f) + 2 * i)).isEqualTo(2 * (i + 1) + 1);
            assertThat(ladder.place(ScoreKey.of(1f) + 2 * i + 1)).isEqualTo(2 * (i + 2));
        }
    }
}
