package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HnswSearchTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Workers ONE = new Workers(1);

    @AfterAll
    static void stop() {
        WORKERS.close();
        ONE.close();
    }

    /** Nothing is lost where every row is in sight and compared by its true distance. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void isExactWhereItLeavesNothingOut(final PointCloud cloud) {
        for (int seed = 0; seed < 8; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(400);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 300 : 40);
            final int count = random.nextInt(80);
            final int k = 1 + random.nextInt(Math.min(rows, 9));
            final SearchMethod.Hnsw method =
                    new SearchMethod.Hnsw(2 + random.nextInt(10), 1 + random.nextInt(40), rows, rows);
            final float[] bank = cloud.draw(random, rows, dimension);
            final float[] queries = cloud.draw(random, count, dimension);
            final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, count, k);
            try (HnswSearch search = search(bank, rows, method, WORKERS)) {
                final Neighbors found = search.search(queries, count, k);
                assertThat(found.indices()).as("%s, seed %d", cloud, seed).isEqualTo(expected.indices());
                assertThat(found.distances()).isEqualTo(expected.distances());
            }
        }
    }

    /** Whatever the data and however little is in sight, there are k different rows, nearest first. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void alwaysFindsAsManyAsAsked(final PointCloud cloud) {
        final float[] bank = cloud.draw(new Random(1), 300, 24);
        final float[] queries = cloud.draw(new Random(2), 30, 24);
        for (final int rerank : new int[] {0, 3, 500}) {
            try (HnswSearch search = search(bank, 300, new SearchMethod.Hnsw(2, 2, 1, rerank), WORKERS)) {
                for (final int k : new int[] {1, 50, 300}) {
                    final Neighbors found = search.search(queries, 30, k);
                    for (int q = 0; q < 30; q++) {
                        final int[] rows = Arrays.copyOfRange(found.indices(), q * k, (q + 1) * k);
                        assertThat(IntStream.of(rows).distinct().count()).isEqualTo(k);
                        final float[] distances = Arrays.copyOfRange(found.distances(), q * k, (q + 1) * k);
                        assertThat(distances).isSorted().doesNotContain(Float.NaN);
                    }
                }
            }
        }
    }

    /** On data as features are, with a walk that meets a tenth of the rows. */
    @Test
    void findsNearlyAllOfTheNearestNeighbours() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(3), 6000, 200);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 6000, 200);
        final FloatMatrix queries = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(4), 400, 200), 400, 200);
        try (HnswSearch search = search(bank, 6000, new SearchMethod.Hnsw(), WORKERS)) {
            assertThat(Recall.of(search, matrix, queries, WORKERS).at1()).isGreaterThan(0.95);
        }
    }

    /** Re-ranked distances are the true ones; others those along the axes, which are never larger. */
    @Test
    void onlyRerankedDistancesAreTrue() {
        final int dimension = 300;
        final float[] bank = PointCloud.DECAYING.draw(new Random(5), 900, dimension);
        final float[] queries = PointCloud.DECAYING.draw(new Random(6), 50, dimension);
        for (final int rerank : new int[] {0, 8}) {
            try (HnswSearch search = search(bank, 900, new SearchMethod.Hnsw(8, 40, 40, rerank), WORKERS)) {
                final Neighbors found = search.search(queries, 50, 1);
                for (int q = 0; q < 50; q++) {
                    final float[] query = Arrays.copyOfRange(queries, q * dimension, (q + 1) * dimension);
                    final double distance = Math.sqrt(Distance.squared(bank, found.indices()[q] * dimension, query));
                    if (rerank > 0) {
                        assertThat((double) found.distances()[q]).isCloseTo(distance, within(1e-6 * distance));
                    } else {
                        assertThat((double) found.distances()[q]).isBetween(0.5 * distance, (1 + 1e-5) * distance);
                    }
                }
            }
        }
    }

    @Test
    void doesNotDependOnThreadsButOnTheSeed() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(7), 2500, 60);
        final float[] queries = PointCloud.DECAYING.draw(new Random(8), 300, 60);
        final SearchMethod.Hnsw method = new SearchMethod.Hnsw(6, 20, 10, 4);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 2500, 60);
        final HnswIndex two = HnswIndex.of(matrix, method, 5, WORKERS, Progress.SILENT);
        assertThat(graph(HnswIndex.of(matrix, method, 5, ONE, Progress.SILENT))).isEqualTo(graph(two));
        assertThat(graph(HnswIndex.of(matrix, method, 6, ONE, Progress.SILENT))).isNotEqualTo(graph(two));
        try (HnswSearch parallel = HnswSearch.over(matrix, two, method, WORKERS);
                HnswSearch serial = HnswSearch.over(matrix, two, method, ONE)) {
            final Neighbors expected = serial.search(queries, 300, 3);
            final Neighbors found = parallel.search(queries, 300, 3);
            assertThat(found.indices()).isEqualTo(expected.indices());
            assertThat(found.distances()).isEqualTo(expected.distances());
        }
    }

    private static List<IntBuffer> graph(final HnswIndex index) {
        return List.of(index.base(), IntBuffer.wrap(index.starts()), index.rows(), index.links());
    }

    @Test
    void tellsHowFarTheGraphIs() {
        final List<Long> done = new ArrayList<>();
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(9), 500, 8), 500, 8);
        HnswIndex.of(bank, new SearchMethod.Hnsw(), 0, WORKERS, (stage, some, all) -> {
            assertThat(all).isEqualTo(500);
            done.add(some);
        });
        assertThat(done).isSorted().hasSizeGreaterThan(2).endsWith(500L);
    }

    @Test
    void refusesWhatItCannotDo() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(10), 40, 6);
        final SearchMethod.Hnsw method = new SearchMethod.Hnsw(4, 10, 5, 3);
        try (HnswSearch search = search(bank, 40, method, WORKERS)) {
            final float[] queries = new float[12];
            queries[9] = Float.NaN;
            assertThatThrownBy(() -> search.search(queries, 2, 1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("patch 1");
            for (final int k : new int[] {0, -1, 41}) {
                assertThatThrownBy(() -> search.search(new float[6], 1, k))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        bank[50] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> search(bank, 40, method, WORKERS)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new SearchMethod.Hnsw(1, 10, 5, 0)).hasMessageContaining("hnsw-m");
        assertThatThrownBy(() -> new SearchMethod.Hnsw(129, 10, 5, 0)).hasMessageContaining("hnsw-m");
        assertThatThrownBy(() -> new SearchMethod.Hnsw(4, 0, 5, 0)).hasMessageContaining("ef-construction");
        assertThatThrownBy(() -> new SearchMethod.Hnsw(4, 10, 0, 0)).hasMessageContaining("ef-search");
        assertThatThrownBy(() -> new SearchMethod.Hnsw(4, 10, 5, -1)).hasMessageContaining("rerank");
    }

    @Test
    void anIndexWhosePartsDoNotBelongTogetherIsRefused() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(11), 90, 8), 90, 8);
        final SearchMethod.Hnsw method = new SearchMethod.Hnsw(4, 10, 5, 3);
        final HnswIndex good = HnswIndex.of(bank, method, 0, WORKERS, Progress.SILENT);
        assertThatThrownBy(() -> new HnswIndex(
                        good.axes(), good.coordinates(), good.base(), new int[] {0}, good.rows(), good.links()))
                .isInstanceOf(IllegalArgumentException.class);
        final int[] strangers = new int[good.base().capacity()];
        Arrays.fill(strangers, 1000);
        final HnswIndex strange = new HnswIndex(
                good.axes(), good.coordinates(), IntBuffer.wrap(strangers), good.starts(), good.rows(), good.links());
        try (HnswSearch search = HnswSearch.over(bank, strange, method, WORKERS)) {
            assertThatThrownBy(() -> search.search(new float[8], 1, 1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("1000");
        }
    }

    private static HnswSearch search(
            final float[] bank, final int rows, final SearchMethod.Hnsw method, final Workers workers) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, bank.length / rows);
        return HnswSearch.over(matrix, HnswIndex.of(matrix, method, 0, workers, Progress.SILENT), method, workers);
    }
}
