package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.array.FloatMatrix;
import io.blemish.coreset.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the data, the neighbours are those of brute force. */
class ExactSearchTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsWhatBruteForceFinds(final PointCloud cloud) {
        for (int seed = 0; seed < 12; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(600);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 400 : 40);
            final int count = random.nextInt(60);
            final int k = 1 + random.nextInt(Math.min(rows, 12));
            final float[] all = cloud.draw(random, rows + count, dimension);
            final float[] bank = java.util.Arrays.copyOf(all, rows * dimension);
            final float[] queries = java.util.Arrays.copyOfRange(all, rows * dimension, all.length);
            // Some queries are rows of the bank: their distance is 0, not merely near it.
            for (int q = 0; q < count; q += 3) {
                System.arraycopy(bank, random.nextInt(rows) * dimension, queries, q * dimension, dimension);
            }
            final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, count, k);
            try (ExactSearch search = ExactSearch.over(FloatMatrix.wrap(bank, rows, dimension), WORKERS)) {
                final Neighbors found = search.search(queries, count, k);
                assertThat(found.indices())
                        .as("%s seed %d: %d x %d, %d queries, k %d", cloud, seed, rows, dimension, count, k)
                        .isEqualTo(expected.indices());
                assertThat(found.distances()).isEqualTo(expected.distances());
            }
        }
    }

    @Test
    void refusesImpossibleNumbersOfNeighbours() {
        try (ExactSearch search = ExactSearch.over(FloatMatrix.wrap(new float[6], 3, 2), WORKERS)) {
            for (final int k : new int[] {0, -1, 4}) {
                assertThatThrownBy(() -> search.search(new float[2], 1, k))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
