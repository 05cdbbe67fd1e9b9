package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadixSortTest {
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
}
