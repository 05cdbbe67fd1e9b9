package io.blemish.search.ivfpq;

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
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IvfPqSearchTest {
    private static final Workers TWO = new Workers(2);
    private static final Workers ONE = new Workers(1);

    @AfterAll
    static void stop() {
        TWO.close();
        ONE.close();
    }

    /** Nothing is missed if every list is probed and every entry is compared by its true distance. */
    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void isExactIfItLeavesNothingOut(final PointCloud cloud) {
        for (int seed = 0; seed < 4; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(500);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 300 : 40);
            final int count = random.nextInt(80);
            final int k = 1 + random.nextInt(Math.min(rows, 9));
            final IvfPqMethod method = new IvfPqMethod(
                    random.nextInt(30), rows, 1 + random.nextInt(Math.min(dimension, 20)), 1 + random.nextInt(8), rows);
            final float[] bank = cloud.draw(random, rows, dimension);
            final float[] queries = cloud.draw(random, count, dimension);
            final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, count, k);
            try (NeighborSearch search = search(bank, rows, method, TWO)) {
                assertSame(search.search(queries, count, k), expected, cloud + ", seed " + seed);
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
            try (NeighborSearch search = search(bank, 300, new IvfPqMethod(60, 1, 6, 4, rerank), TWO)) {
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

    /** A distance that is not re-ranked is that of the query to the vector that the row's code represents. */
    @Test
    void estimatesTheDistanceToTheCodedVector() {
        for (int seed = 0; seed < 6; seed++) {
            final int rows = 900;
            final int dimension = 50 + seed;
            final int parts = 3 + seed;
            final float[] bank = PointCloud.DECAYING.draw(new Random(seed), rows, dimension);
            final float[] queries = PointCloud.DECAYING.draw(new Random(100 + seed), 40, dimension);
            final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, dimension);
            final IvfPqIndex index = index(matrix, new IvfPqMethod(20, 5, parts, 3 + seed, 0), seed, TWO);
            try (NeighborSearch search = index.over(matrix, TWO)) {
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
        final InvertedLists lists = index.lists();
        int entry = 0;
        while (lists.rows().get(entry) != row) {
            entry++;
        }
        int list = 0;
        while (lists.start(list + 1) <= entry) {
            list++;
        }
        final byte[] codes = new byte[lists.parts()];
        lists.codes().copyRows(entry, 1, codes);
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

    /** Features are like this: far fewer axes matter than there are. */
    @Test
    void findsMostOfTheNearestNeighbours() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(0), 4000, 96), 4000, 96);
        final FloatMatrix queries = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(50), 300, 96), 300, 96);
        final IvfPqIndex index = index(bank, new IvfPqMethod(64, 8, 16, 8, 0), 0, TWO);
        assertThat(recall(bank, queries, index)).isBetween(0.77, 0.87);
        final IvfPqIndex reranked = with(index, new IvfPqMethod(64, 8, 16, 8, 20));
        assertThat(recall(bank, queries, reranked)).isBetween(0.98, 1.0);
        final IvfPqIndex ofOneList = with(index, new IvfPqMethod(64, 1, 16, 8, 20));
        assertThat(recall(bank, queries, ofOneList)).isBetween(0.52, 0.64);
    }

    private static double recall(final FloatMatrix bank, final FloatMatrix queries, final IvfPqIndex index) {
        try (NeighborSearch search = index.over(bank, TWO)) {
            return Recall.of(search, bank, queries, TWO).at1();
        }
    }

    /** The same index, searched with other options. */
    private static IvfPqIndex with(final IvfPqIndex index, final IvfPqMethod method) {
        return new IvfPqIndex(method, index.axes(), index.centroids(), index.codebooks(), index.lists());
    }

    @Test
    void dependsOnTheSeedButNotOnThreads() {
        final float[] queries = PointCloud.DECAYING.draw(new Random(4), 300, 60);
        final IvfPqMethod method = new IvfPqMethod(0, 4, 12, 6, 0);
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(3), 2500, 60), 2500, 60);
        final IvfPqIndex two = index(bank, method, 5, TWO);
        assertThat(contents(index(bank, method, 5, ONE))).isEqualTo(contents(two));
        assertThat(contents(index(bank, method, 6, ONE))).isNotEqualTo(contents(two));
        try (NeighborSearch parallel = two.over(bank, TWO);
                NeighborSearch serial = two.over(bank, ONE)) {
            assertSame(parallel.search(queries, 300, 3), serial.search(queries, 300, 3), "");
        }
    }

    private static byte[] contents(final IvfPqIndex index) {
        final InvertedLists lists = index.lists();
        final byte[] codes = new byte[lists.entries() * lists.parts()];
        lists.codes().copyRows(0, lists.entries(), codes);
        final int[] rows = new int[lists.entries()];
        lists.rows().get(0, rows);
        final float[] offsets = new float[rows.length];
        lists.offsets().copyRows(0, rows.length, offsets, 0);
        final String text = Arrays.toString(rows) + Arrays.toString(offsets) + Arrays.toString(lists.starts());
        final byte[] all = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), text.length() + codes.length);
        System.arraycopy(codes, 0, all, text.length(), codes.length);
        return all;
    }

    @Test
    void aBankSmallerThanItsListsAndCodesIsIndexed() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(5), 7, 5);
        try (NeighborSearch search = search(bank, 7, new IvfPqMethod(512, 1, 5, 8, 0), TWO)) {
            final Neighbors found = search.search(bank, 7, 1);
            assertThat(found.indices()).containsExactly(0, 1, 2, 3, 4, 5, 6);
            for (final float distance : found.distances()) {
                assertThat(distance).isCloseTo(0, within(1e-2f));
            }
        }
    }

    @Test
    void reportsItsProgressStageByStage() {
        final List<String> ends = new ArrayList<>();
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(9), 700, 8), 700, 8);
        new IvfPqMethod(10, 1, 4, 4, 0).index(bank, 0, TWO, (stage, done, total) -> {
            if (done == total) {
                ends.add(stage + " " + total);
            }
        });
        assertThat(ends).containsExactly("lists 10", "codes 4", "index 700");
    }

    @Test
    void refusesInputThatIsNotPossible() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(6), 40, 6);
        final IvfPqMethod method = new IvfPqMethod(0, 2, 3, 4, 0);
        try (NeighborSearch search = search(bank, 40, method, TWO)) {
            final float[] queries = new float[12];
            queries[9] = Float.NaN;
            assertThatThrownBy(() -> search.search(queries, 2, 1))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("patch 1");
        }
        assertThatThrownBy(() -> search(bank, 40, new IvfPqMethod(0, 2, 7, 4, 0), TWO))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("at most 6");
        bank[50] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> search(bank, 40, method, TWO)).isInstanceOf(BlemishException.class);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new IvfPqMethod(-1, 8, 64, 8, 0)).hasMessageContaining("nlist");
        assertThatThrownBy(() -> new IvfPqMethod(0, 0, 64, 8, 0)).hasMessageContaining("nprobe");
        assertThatThrownBy(() -> new IvfPqMethod(0, 8, 257, 8, 0)).hasMessageContaining("pq-m");
        assertThatThrownBy(() -> new IvfPqMethod(0, 8, 64, 9, 0)).hasMessageContaining("pq-bits");
        assertThatThrownBy(() -> new IvfPqMethod(0, 8, 64, 8, -1)).hasMessageContaining("rerank");
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(7), 90, 8), 90, 8);
        final IvfPqMethod method = new IvfPqMethod(9, 2, 4, 4, 0);
        final IvfPqIndex good = index(bank, method, 0, TWO);
        final FloatMatrix fewer = FloatMatrix.wrap(new float[8 * 8], 8, 8);
        assertThatThrownBy(() -> new IvfPqIndex(method, good.axes(), fewer, good.codebooks(), good.lists()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
        final FloatMatrix larger = FloatMatrix.wrap(new float[8 * 91], 91, 8);
        assertThatThrownBy(() -> good.over(larger, TWO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesRowsThatAreNotInTheBank() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(7), 90, 8), 90, 8);
        final IvfPqMethod method = new IvfPqMethod(9, 2, 4, 4, 0);
        final IvfPqIndex good = index(bank, method, 0, TWO);
        final InvertedLists lists = good.lists();
        final int[] strangers = new int[90];
        Arrays.fill(strangers, 1000);
        final InvertedLists strange =
                new InvertedLists(lists.starts(), IntBuffer.wrap(strangers), lists.offsets(), lists.codes());
        final IvfPqIndex damaged = new IvfPqIndex(method, good.axes(), good.centroids(), good.codebooks(), strange);
        try (NeighborSearch search = damaged.over(bank, TWO)) {
            assertThatThrownBy(() -> search.search(new float[8], 1, 1))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("1000");
        }
    }

    private static IvfPqIndex index(
            final FloatMatrix bank, final IvfPqMethod method, final long seed, final Workers workers) {
        return (IvfPqIndex) method.index(bank, seed, workers, Progress.SILENT);
    }

    private static NeighborSearch search(
            final float[] bank, final int rows, final IvfPqMethod method, final Workers workers) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, bank.length / rows);
        return index(matrix, method, 0, workers).over(matrix, workers);
    }
}
