package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactIndex;
import io.blemish.search.vector.ParallelSearch;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecallTest {
    private static final int ROWS = 1100;
    private static final int QUERIES = 300;
    private static final int DIMENSION = 16;

    @ParameterizedTest
    @EnumSource(
            value = PointCloud.class,
            names = {"GAUSSIAN", "DUPLICATED", "CLUSTERED", "LATTICE"})
    void thatOfExactSearchIsOne(final PointCloud cloud) {
        final FloatMatrix bank = FloatMatrix.wrap(cloud.draw(new Random(1), ROWS, DIMENSION), ROWS, DIMENSION);
        final FloatMatrix queries = FloatMatrix.wrap(cloud.draw(new Random(2), QUERIES, DIMENSION), QUERIES, DIMENSION);
        try (Workers workers = new Workers(2);
                NeighborSearch search = ExactIndex.of(bank, workers).over(bank, workers)) {
            assertThat(Recall.of(search, bank, queries, workers)).isEqualTo(new Recall(1, QUERIES));
        }
    }

    /** A search that finds the second nearest row for some of the queries is wrong for these. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 300})
    void isTheShareOfQueriesWhoseNearestRowWasFound(final int every) {
        final float[] rows = PointCloud.GAUSSIAN.draw(new Random(3), ROWS, DIMENSION);
        final float[] queries = PointCloud.GAUSSIAN.draw(new Random(4), QUERIES, DIMENSION);
        final int[] two =
                BruteForce.search(rows, ROWS, DIMENSION, queries, QUERIES, 2).indices();
        final FloatMatrix bank = FloatMatrix.wrap(rows, ROWS, DIMENSION);
        try (Workers workers = new Workers(2);
                NeighborSearch search = new ParallelSearch(bank, workers, count -> 50, () -> (q, from, to, found) -> {
                    for (int i = from; i < to; i++) {
                        found.indices()[i] = two[2 * i + (i % every == 0 ? 1 : 0)];
                    }
                })) {
            final Recall recall = Recall.of(search, bank, FloatMatrix.wrap(queries, QUERIES, DIMENSION), workers);
            assertThat(recall).isEqualTo(new Recall((double) (QUERIES - QUERIES / every) / QUERIES, QUERIES));
        }
    }
}
