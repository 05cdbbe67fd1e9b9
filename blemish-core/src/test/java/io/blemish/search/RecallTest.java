package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecallTest {
    @ParameterizedTest
    @EnumSource(
            value = PointCloud.class,
            names = {"GAUSSIAN", "DUPLICATED", "CLUSTERED", "LATTICE"})
    void exactSearchHasAll(final PointCloud cloud) {
        final FloatMatrix bank = FloatMatrix.wrap(cloud.draw(new Random(1), 1300, 20), 1300, 20);
        final FloatMatrix queries = FloatMatrix.wrap(cloud.draw(new Random(2), 300, 20), 300, 20);
        try (Workers workers = new Workers(2);
                ExactSearch search = ExactSearch.over(bank, workers)) {
            final Recall recall = Recall.of(search, bank, queries, workers);
            assertThat(recall).isEqualTo(new Recall(1, 300));
        }
    }

    @Test
    void isTheShareOfQueriesWhoseNearestRowWasFound() {
        final float[] rows = PointCloud.GAUSSIAN.draw(new Random(3), 1100, 16);
        final float[] queries = PointCloud.GAUSSIAN.draw(new Random(4), 200, 16);
        final FloatMatrix bank = FloatMatrix.wrap(rows, 1100, 16);
        final SearchMethod.IvfPq coarse = new SearchMethod.IvfPq(30, 1, 2, 3, 0);
        try (Workers workers = new Workers(2);
                IvfPqSearch search = IvfPqSearch.over(bank, IvfPqIndex.of(bank, coarse, 0, workers), coarse, workers)) {
            final int[] truth =
                    BruteForce.search(rows, 1100, 16, queries, 200, 1).indices();
            final int[] found = search.search(queries, 200, 1).indices();
            int hits = 0;
            for (int q = 0; q < 200; q++) {
                hits += found[q] == truth[q] ? 1 : 0;
            }
            assertThat(hits).isBetween(1, 199);
            assertThat(Recall.of(search, bank, FloatMatrix.wrap(queries, 200, 16), workers)
                            .at1())
                    .isCloseTo(hits / 200.0, within(1e-12));
        }
    }
}
