package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShortlistTest {
    @Test
    void keepsWhatSortingWouldPutFirst() {
        for (int seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            final int count = 1 + random.nextInt(300);
            final int most = 1 + random.nextInt(40);
            final float[] estimates = new float[count];
            for (int i = 0; i < count; i++) {
                // Some negative, some equal, some zero of either sign.
                estimates[i] = seed % 2 == 0 ? (float) random.nextGaussian() : random.nextInt(5) - 2;
            }
            final Shortlist list = new Shortlist(most);
            for (int i = count - 1; i >= 0; i--) {
                list.offer(estimates[i], i);
            }
            final int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> estimates[i])
                            .thenComparingInt(i -> i))
                    .limit(most)
                    .mapToInt(i -> i)
                    .toArray();
            if (count >= most) {
                assertThat(list.bound()).isEqualTo(estimates[expected[most - 1]]);
            } else {
                assertThat(list.bound()).isInfinite();
            }
            final long[] entries = list.drain();
            assertThat(LongStream.of(entries).mapToInt(Shortlist::number).toArray())
                    .isEqualTo(expected);
            assertThat(Shortlist.estimate(entries[0])).isEqualTo(estimates[expected[0]]);
            assertThat(list.drain()).isEmpty();
        }
    }

    @Test
    void whatIsNotANumberComesLast() {
        final Shortlist list = new Shortlist(2);
        list.offer(Float.NaN, 0);
        list.offer(Float.POSITIVE_INFINITY, 1);
        list.offer(3, 2);
        assertThat(LongStream.of(list.drain()).mapToInt(Shortlist::number).toArray())
                .containsExactly(2, 0);
    }
}
