package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TopKTest {
    @Test
    void keepsTheFirstRowsOfASortedList() {
        for (int seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            final int count = 1 + random.nextInt(300);
            final int k = 1 + random.nextInt(40);
            final float[] scores = new float[count];
            for (int i = 0; i < count; i++) {
                // Some are negative, some equal, some zero of either sign.
                scores[i] = seed % 2 == 0 ? (float) random.nextGaussian() : random.nextInt(5) - 2;
            }
            final TopK list = new TopK(k);
            for (int i = count - 1; i >= 0; i--) {
                list.offer(scores[i], i);
            }
            final int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]).thenComparingInt(i -> i))
                    .limit(k)
                    .mapToInt(i -> i)
                    .toArray();
            if (count >= k) {
                assertThat(list.bound()).isEqualTo(scores[expected[k - 1]]);
            } else {
                assertThat(list.bound()).isInfinite();
            }
            final long[] found = list.drain();
            assertThat(LongStream.of(found).mapToInt(ScoredRow::row).toArray()).isEqualTo(expected);
            assertThat(ScoredRow.score(found[0])).isEqualTo(scores[expected[0]]);
            assertThat(list.drain()).isEmpty();
        }
    }

    @Test
    void scoresThatAreNotNumbersComeLast() {
        final TopK list = new TopK(2);
        list.offer(Float.NaN, 0);
        list.offer(Float.POSITIVE_INFINITY, 1);
        list.offer(3, 2);
        assertThat(LongStream.of(list.drain()).mapToInt(ScoredRow::row).toArray())
                .containsExactly(2, 0);
    }
}
