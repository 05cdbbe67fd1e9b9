package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IvfPqSearchTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Workers ONE = new Workers(1);

    @AfterAll
    static void stop() {
        WORKERS.close();
        ONE.close();
    }

    /** Nothing is lost where every list is probed and every entry compared by its true distance. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void isExactWhereItLeavesNothingOut(final PointCloud cloud) {
        for (int seed = 0; seed < 8; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(500);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 300 : 40);
            final int count = random.nextInt(80);
            final int k = 1 + random.nextInt(Math.min(rows, 9));
            final SearchMethod.IvfPq method = new SearchMethod.IvfPq(
                    random.nextInt(30), rows, 1 + random.nextInt(Math.min(dimension, 20)), 1 + random.nextInt(8), rows);
            final float[] bank = cloud.draw(random, rows, dimension);
            final float[] queries = cloud.draw(random, count, dimension);
            final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, count, k);
            try (IvfPqSearch search = search(bank, rows, method, WORKERS)) {
                final Neighbors found = search.search(queries, count, k);
                assertThat(found.indices()).as("%s, seed %d", cloud, seed).isEqualTo(expected.indices());
                assertThat(found.distances()).isEqualTo(expected.distances());
            }
        }
    }

    /** Whatever the data and however few lists are probed, there are k different rows, nearest first. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void alwaysFindsAsManyAsAsked(final PointCloud cloud) {
        final float[] bank = cloud.draw(new Random(1), 300, 24);
        final float[] queries = cloud.draw(new Random(2), 30, 24);
        for (final int rerank : new int[] {0, 3, 500}) {
            try (IvfPqSearch search = search(bank, 300, new SearchMethod.IvfPq(60, 1, 6, 4, rerank), WORKERS)) {
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

    /** A distance that is not re-ranked is that of the query to what the row's code stands for. */
    @Test
    void estimatesTheDistanceToWhatTheCodesStandFor() {
        for (int seed = 0; seed < 6; seed++) {
            final int rows = 900;
            final int dimension = 50 + seed;
            final int parts = 3 + seed;
            final float[] bank = PointCloud.DECAYING.draw(new Random(seed), rows, dimension);
            final float[] queries = PointCloud.DECAYING.draw(new Random(100 + seed), 40, dimension);
            final SearchMethod.IvfPq method = new SearchMethod.IvfPq(20, 5, parts, 3 + seed, 0);
            final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, dimension);
            final IvfPqIndex index = IvfPqIndex.of(matrix, method, seed, WORKERS);
            try (IvfPqSearch search = IvfPqSearch.over(matrix, index, method, WORKERS)) {
                final Neighbors found = search.search(queries, 40, 4);
                for (int i = 0; i < found.indices().length; i++) {
                    final float[] query = Arrays.copyOfRange(queries, i / 4 * dimension, (i / 4 + 1) * dimension);
                    assertThat((double) found.distances()[i])
                            .isCloseTo(distance(index, query, found.indices()[i]), within(2e-3));
                }
            }
        }
    }

    private static double distance(final IvfPqIndex index, final float[] query, final int row) {
        int entry = 0;
        while (index.rows().get(entry) != row) {
            entry++;
        }
        int list = 0;
        while (index.starts()[list + 1] <= entry) {
            list++;
        }
        final byte[] codes = new byte[index.codes().columns()];
        index.codes().copyRows(entry, 1, codes);
        final float[] mean = index.axes().mean().row(0);
        double sum = 0;
        for (int a = 0; a < index.axes().count(); a++) {
            final float[] axis = index.axes().axes().row(a);
            double coordinate = 0;
            for (int d = 0; d < axis.length; d++) {
                coordinate += axis[d] * ((double) query[d] - mean[d]);
            }
            final int code = codes[a * codes.length / index.axes().count()] & 0xff;
            final double coded =
                    (double) index.centroids().row(list)[a] + index.codebooks().row(a)[code];
            sum += (coordinate - coded) * (coordinate - coded);
        }
        return Math.sqrt(sum);
    }

    /** On data as features are, with far fewer axes that matter than there are. */
    @Test
    void findsMostOfTheNearestNeighbours() {
        double plain = 0;
        double reranked = 0;
        for (int seed = 0; seed < 3; seed++) {
            final float[] bank = PointCloud.DECAYING.draw(new Random(seed), 4000, 96);
            final FloatMatrix queries =
                    FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(50 + seed), 300, 96), 300, 96);
            final FloatMatrix matrix = FloatMatrix.wrap(bank, 4000, 96);
            final SearchMethod.IvfPq method = new SearchMethod.IvfPq(64, 8, 16, 8, 0);
            final IvfPqIndex index = IvfPqIndex.of(matrix, method, seed, WORKERS);
            try (IvfPqSearch codes = IvfPqSearch.over(matrix, index, method, WORKERS);
                    IvfPqSearch truth =
                            IvfPqSearch.over(matrix, index, new SearchMethod.IvfPq(64, 8, 16, 8, 20), WORKERS)) {
                plain += Recall.of(codes, matrix, queries, WORKERS).at1() / 3;
                reranked += Recall.of(truth, matrix, queries, WORKERS).at1() / 3;
            }
        }
        assertThat(plain).isGreaterThan(0.6);
        assertThat(reranked).isGreaterThan(0.9);
    }

    @Test
    void doesNotDependOnThreadsButOnTheSeed() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(3), 2500, 60);
        final float[] queries = PointCloud.DECAYING.draw(new Random(4), 300, 60);
        final SearchMethod.IvfPq method = new SearchMethod.IvfPq(0, 4, 12, 6, 0);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 2500, 60);
        final IvfPqIndex two = IvfPqIndex.of(matrix, method, 5, WORKERS);
        final IvfPqIndex one = IvfPqIndex.of(matrix, method, 5, ONE);
        assertThat(contents(one)).isEqualTo(contents(two));
        assertThat(contents(IvfPqIndex.of(matrix, method, 6, ONE))).isNotEqualTo(contents(two));
        try (IvfPqSearch parallel = IvfPqSearch.over(matrix, two, method, WORKERS);
                IvfPqSearch serial = IvfPqSearch.over(matrix, two, method, ONE)) {
            final Neighbors expected = serial.search(queries, 300, 3);
            final Neighbors found = parallel.search(queries, 300, 3);
            assertThat(found.indices()).isEqualTo(expected.indices());
            assertThat(found.distances()).isEqualTo(expected.distances());
        }
    }

    private static byte[] contents(final IvfPqIndex index) {
        final byte[] codes = new byte[index.codes().rows() * index.codes().columns()];
        index.codes().copyRows(0, index.codes().rows(), codes);
        final int[] rows = new int[index.rows().capacity()];
        index.rows().get(0, rows);
        final float[] offsets = new float[rows.length];
        index.offsets().copyRows(0, rows.length, offsets, 0);
        final String text = Arrays.toString(rows) + Arrays.toString(offsets) + Arrays.toString(index.starts());
        final byte[] all =
                Arrays.copyOf(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), text.length() + codes.length);
        System.arraycopy(codes, 0, all, text.length(), codes.length);
        return all;
    }

    @Test
    void aBankSmallerThanItsListsAndCodesIsIndexed() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(5), 7, 5);
        try (IvfPqSearch search = search(bank, 7, new SearchMethod.IvfPq(512, 1, 5, 8, 0), WORKERS)) {
            final Neighbors found = search.search(bank, 7, 1);
            assertThat(found.indices()).containsExactly(0, 1, 2, 3, 4, 5, 6);
            for (final float distance : found.distances()) {
                assertThat(distance).isCloseTo(0, within(1e-2f));
            }
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(6), 40, 6);
        final SearchMethod.IvfPq method = new SearchMethod.IvfPq(0, 2, 3, 4, 0);
        try (IvfPqSearch search = search(bank, 40, method, WORKERS)) {
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
        assertThatThrownBy(() -> search(bank, 40, new SearchMethod.IvfPq(0, 2, 7, 4, 0), WORKERS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--pq-m")
                .hasMessageContaining("6");
        bank[50] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> search(bank, 40, method, WORKERS)).isInstanceOf(InputException.class);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new SearchMethod.IvfPq(-1, 8, 64, 8, 0)).hasMessageContaining("nlist");
        assertThatThrownBy(() -> new SearchMethod.IvfPq(0, 0, 64, 8, 0)).hasMessageContaining("nprobe");
        assertThatThrownBy(() -> new SearchMethod.IvfPq(0, 8, 257, 8, 0)).hasMessageContaining("pq-m");
        assertThatThrownBy(() -> new SearchMethod.IvfPq(0, 8, 64, 9, 0)).hasMessageContaining("pq-bits");
        assertThatThrownBy(() -> new SearchMethod.IvfPq(0, 8, 64, 8, -1)).hasMessageContaining("rerank");
    }

    @Test
    void anIndexWhosePartsDoNotBelongTogetherIsRefused() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(7), 90, 8), 90, 8);
        final SearchMethod.IvfPq method = new SearchMethod.IvfPq(9, 2, 4, 4, 0);
        final IvfPqIndex good = IvfPqIndex.of(bank, method, 0, WORKERS);
        final int[] falling = good.starts().clone();
        falling[3] = 90;
        assertThatThrownBy(() -> new IvfPqIndex(
                        good.axes(),
                        good.centroids(),
                        good.codebooks(),
                        falling,
                        good.rows(),
                        good.offsets(),
                        good.codes()))
                .isInstanceOf(IllegalArgumentException.class);
        final int[] strangers = new int[90];
        Arrays.fill(strangers, 1000);
        final IvfPqIndex strange = new IvfPqIndex(
                good.axes(),
                good.centroids(),
                good.codebooks(),
                good.starts(),
                java.nio.IntBuffer.wrap(strangers),
                good.offsets(),
                good.codes());
        try (IvfPqSearch search = IvfPqSearch.over(bank, strange, method, WORKERS)) {
            assertThatThrownBy(() -> search.search(new float[8], 1, 1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("1000");
        }
    }

    private static IvfPqSearch search(
            final float[] bank, final int rows, final SearchMethod.IvfPq method, final Workers workers) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, bank.length / rows);
        return IvfPqSearch.over(matrix, IvfPqIndex.of(matrix, method, 0, workers), method, workers);
    }
}
