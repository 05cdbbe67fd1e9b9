package io.blemish.search.hnsw;

import static io.blemish.search.NeighborAssertions.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.BruteForce;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import io.blemish.search.Recall;
import io.blemish.search.vector.Distance;
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
    private static final Workers TWO = new Workers(2);
    private static final Workers ONE = new Workers(1);

    @AfterAll
    static void stop() {
        TWO.close();
        ONE.close();
    }

    /** Nothing is missed if every row is a candidate and is compared by its true distance. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void isExactIfItLeavesNothingOut(final PointCloud cloud) {
        for (int seed = 0; seed < 5; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(400);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 300 : 40);
            final int count = random.nextInt(80);
            final int k = 1 + random.nextInt(Math.min(rows, 9));
            final HnswMethod method = new HnswMethod(2 + random.nextInt(10), 1 + random.nextInt(40), rows, rows);
            final float[] bank = cloud.draw(random, rows, dimension);
            final float[] queries = cloud.draw(random, count, dimension);
            final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, count, k);
            try (NeighborSearch search = search(bank, rows, method)) {
                assertSame(search.search(queries, count, k), expected, cloud + ", seed " + seed);
            }
        }
    }

    /** Whatever the data and however few candidates are kept, there are k different rows, nearest first. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void alwaysFindsAsManyAsAsked(final PointCloud cloud) {
        final float[] bank = cloud.draw(new Random(1), 300, 24);
        final float[] queries = cloud.draw(new Random(2), 30, 24);
        for (final int rerank : new int[] {0, 3, 500}) {
            try (NeighborSearch search = search(bank, 300, new HnswMethod(2, 2, 1, rerank))) {
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

    /** Features are like this: far fewer axes matter than there are. A search with the defaults meets a tenth of the rows. */
    @Test
    void findsNearlyAllOfTheNearestNeighbours() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(3), 4000, 160);
        final FloatMatrix queries = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(4), 400, 160), 400, 160);
        assertThat(recall(bank, queries, new HnswMethod())).isBetween(0.99, 1.0);
        assertThat(recall(bank, queries, new HnswMethod(4, 20, 2, 0))).isBetween(0.42, 0.55);
    }

    private static double recall(final float[] bank, final FloatMatrix queries, final HnswMethod method) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 4000, 160);
        try (NeighborSearch search = search(bank, 4000, method)) {
            return Recall.of(search, matrix, queries, TWO).at1();
        }
    }

    /** Re-ranked distances are the true ones; others are those along the axes, which are never larger. */
    @Test
    void onlyRerankedDistancesAreTrue() {
        final int dimension = 300;
        final float[] bank = PointCloud.DECAYING.draw(new Random(5), 900, dimension);
        final float[] queries = PointCloud.DECAYING.draw(new Random(6), 50, dimension);
        for (final int rerank : new int[] {0, 8}) {
            try (NeighborSearch search = search(bank, 900, new HnswMethod(8, 40, 40, rerank))) {
                final Neighbors found = search.search(queries, 50, 1);
                for (int q = 0; q < 50; q++) {
                    final float[] query = Arrays.copyOfRange(queries, q * dimension, (q + 1) * dimension);
                    final double distance = Math.sqrt(Distance.squared(bank, found.indices()[q] * dimension, query));
                    if (rerank > 0) {
                        assertThat((double) found.distances()[q]).isCloseTo(distance, within(1e-6 * distance));
                    } else {
                        assertThat((double) found.distances()[q]).isBetween(0.97 * distance, (1 - 1e-4) * distance);
                    }
                }
            }
        }
    }

    @Test
    void dependsOnTheSeedButNotOnThreads() {
        final float[] queries = PointCloud.DECAYING.draw(new Random(8), 300, 60);
        final HnswMethod method = new HnswMethod(6, 20, 10, 4);
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(7), 2500, 60), 2500, 60);
        final HnswIndex two = index(bank, method, 5, TWO);
        assertThat(graph(index(bank, method, 5, ONE))).isEqualTo(graph(two));
        assertThat(graph(index(bank, method, 6, ONE))).isNotEqualTo(graph(two));
        try (NeighborSearch parallel = two.over(bank, TWO);
                NeighborSearch serial = two.over(bank, ONE)) {
            assertSame(parallel.search(queries, 300, 3), serial.search(queries, 300, 3), "");
        }
    }

    private static List<IntBuffer> graph(final HnswIndex index) {
        final StoredGraph graph = index.graph();
        return List.of(graph.base(), IntBuffer.wrap(graph.starts()), graph.rows(), graph.links());
    }

    /** Every link leads to another row, and no row has the same link twice. */
    @Test
    void linksLeadToDifferentRows() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.LATTICE.draw(new Random(12), 800, 5), 800, 5);
        final StoredGraph graph =
                index(bank, new HnswMethod(5, 20, 10, 0), 1, TWO).graph();
        final int[] target = new int[10];
        for (int row = 0; row < 800; row++) {
            final int count = graph.neighbors(0, row, target);
            assertThat(Arrays.copyOf(target, count))
                    .isNotEmpty()
                    .doesNotContain(row)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void reportsHowManyRowsTheGraphHas() {
        final List<Long> done = new ArrayList<>();
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(9), 500, 8), 500, 8);
        new HnswMethod().index(bank, 0, TWO, (stage, some, all) -> {
            assertThat(stage).isEqualTo("graph");
            assertThat(all).isEqualTo(500);
            done.add(some);
        });
        assertThat(done).isSorted().hasSizeGreaterThan(2).endsWith(500L);
    }

    @Test
    void refusesInputThatIsNotPossible() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(10), 40, 6);
        final HnswMethod method = new HnswMethod(4, 10, 5, 3);
        try (NeighborSearch search = search(bank, 40, method)) {
            final float[] queries = new float[12];
            queries[9] = Float.NaN;
            assertThatThrownBy(() -> search.search(queries, 2, 1))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("patch 1");
        }
        bank[50] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> search(bank, 40, method)).isInstanceOf(BlemishException.class);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new HnswMethod(1, 10, 5, 0)).hasMessageContaining("hnsw-m");
        assertThatThrownBy(() -> new HnswMethod(129, 10, 5, 0)).hasMessageContaining("hnsw-m");
        assertThatThrownBy(() -> new HnswMethod(4, 0, 5, 0)).hasMessageContaining("ef-construction");
        assertThatThrownBy(() -> new HnswMethod(4, 10, 0, 0)).hasMessageContaining("ef-search");
        assertThatThrownBy(() -> new HnswMethod(4, 10, 5, -1)).hasMessageContaining("rerank");
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(11), 90, 8), 90, 8);
        final HnswMethod method = new HnswMethod(4, 10, 5, 3);
        final HnswIndex good = index(bank, method, 0, TWO);
        final FloatMatrix narrow = FloatMatrix.wrap(new float[90 * 7], 90, 7);
        assertThatThrownBy(() -> new HnswIndex(method, good.axes(), narrow, good.graph()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
        final FloatMatrix larger = FloatMatrix.wrap(new float[8 * 91], 91, 8);
        assertThatThrownBy(() -> good.over(larger, TWO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static HnswIndex index(
            final FloatMatrix bank, final HnswMethod method, final long seed, final Workers workers) {
        return (HnswIndex) method.index(bank, seed, workers, Progress.SILENT);
    }

    private static NeighborSearch search(final float[] bank, final int rows, final HnswMethod method) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, bank.length / rows);
        return index(matrix, method, 0, TWO).over(matrix, TWO);
    }
}
