package io.blemish.search.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.search.Neighbors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactTopKTest {
    /** However loose the bounds, the rows are the first of a sorted list, ties by row. */
    @Test
    void keepsTheFirstRowsOfASortedList() {
        for (int seed = 0; seed < 300; seed++) {
            final Random random = new Random(seed);
            final int count = 1 + random.nextInt(200);
            final int k = 1 + random.nextInt(Math.min(count, 12));
            final double[] squares = new double[count];
            for (int i = 0; i < count; i++) {
                squares[i] = seed % 2 == 0 ? random.nextDouble() : random.nextInt(4);
            }
            final double slack = seed % 3 == 0 ? 0 : 0.1 * random.nextDouble();
            final ExactTopK nearest = new ExactTopK(k);
            for (int i = count - 1; i >= 0; i--) {
                nearest.offer(squares[i] * (1 - slack), squares[i] * (1 + slack), i);
                assertThat(nearest.isFull()).isEqualTo(count - i >= k);
            }
            final int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> squares[i]).thenComparingInt(i -> i))
                    .limit(k)
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(nearest.bound()).isBetween(squares[expected[k - 1]], squares[expected[k - 1]] * (1 + slack));
            final Neighbors neighbors = new Neighbors(k, new int[2 * k], new float[2 * k]);
            nearest.write(row -> squares[row], 1, neighbors);
            for (int i = 0; i < k; i++) {
                assertThat(neighbors.indices()[k + i]).isEqualTo(expected[i]);
                assertThat(neighbors.distances()[k + i]).isEqualTo((float) Math.sqrt(squares[expected[i]]));
            }
        }
    }

    @Test
    void measuresOnlyRowsThatTheBoundsCannotTellApart() {
        final ExactTopK nearest = new ExactTopK(1);
        nearest.offer(3.9, 4.1, 0);
        nearest.offer(0.9, 1.1, 1);
        nearest.offer(1.05, 1.2, 2);
        nearest.offer(1.15, 1.3, 3);
        final List<Integer> measured = new ArrayList<>();
        final Neighbors neighbors = new Neighbors(1, new int[1], new float[1]);
        nearest.write(
                row -> {
                    measured.add(row);
                    return row == 2 ? 1.06 : 1.07;
                },
                0,
                neighbors);
        assertThat(measured).containsExactly(1, 2);
        assertThat(neighbors.indices()).containsExactly(2);
    }
}
