package io.blemish.search.exact;

import static io.blemish.search.NeighborAssertions.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.ByteProduct;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.BruteForce;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import io.blemish.search.SearchIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the data, the neighbours are those of brute force. */
class ExactSearchTest {
    private static final Workers TWO = new Workers(2);
    private static final Workers ONE = new Workers(1);

    /** The two ways between which {@link ExactSearch} chooses. */
    private enum Way {
        IN_BYTES {
            @Override
            NeighborSearch over(final FloatMatrix bank, final ExactIndex index, final Workers workers) {
                return ExactSearch.inBytes(bank, index, workers);
            }
        },
        ALONG_AXES {
            @Override
            NeighborSearch over(final FloatMatrix bank, final ExactIndex index, final Workers workers) {
                return ExactSearch.alongAxes(bank, index, workers);
            }
        };

        abstract NeighborSearch over(FloatMatrix bank, ExactIndex index, Workers workers);
    }

    @AfterAll
    static void stop() {
        TWO.close();
        ONE.close();
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsTheNeighboursOfBruteForce(final PointCloud cloud) {
        for (int seed = 0; seed < 12; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(600);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 400 : 40);
            check(cloud, random, rows, dimension, random.nextInt(60), 1 + random.nextInt(Math.min(rows, 12)));
        }
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsTheNeighboursOfBruteForceInManyBlocks(final PointCloud cloud) {
        check(cloud, new Random(1), 2500, 150, 140, 1);
        check(cloud, new Random(2), 2049, 12, 300, 3);
        check(cloud, new Random(3), 700, 2, 20, 700);
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsTheNeighboursOfBruteForceAlongManyAxes(final PointCloud cloud) {
        check(cloud, new Random(4), 300, 480, 40, 2);
    }

    @Test
    void aSmallBankOfLongRowsHasManyLeadingAxes() {
        final ExactIndex small = ExactIndex.of(random(200, 480), TWO);
        assertThat(small.leadingAxes()).isEqualTo(120);
        assertThat(small.axes().count()).isEqualTo(160);
        assertThat(ExactIndex.of(random(500, 300), TWO).leadingAxes()).isEqualTo(96);
    }

    @Test
    void aDenseBankHasMoreAxes() {
        final ExactIndex dense = ExactIndex.ofDense(random(200, 330), TWO);
        assertThat(dense.leadingAxes()).isEqualTo(110);
        assertThat(dense.axes().count()).isEqualTo(165);
    }

    @Test
    void onlySmallBanksAreSearchedInBytes() {
        assertThat(ExactSearch.isFasterInBytes(random(10, 6))).isEqualTo(ByteProduct.accumulatesIn32Bits());
        final FloatMatrix large = FloatMatrix.wrap(new float[(6 << 20) + 2], (3 << 20) + 1, 2);
        assertThat(ExactSearch.isFasterInBytes(large)).isFalse();
    }

    private static FloatMatrix random(final int rows, final int columns) {
        return FloatMatrix.wrap(PointCloud.GAUSSIAN.draw(new Random(5), rows, columns), rows, columns);
    }

    private static void check(
            final PointCloud cloud,
            final Random random,
            final int rows,
            final int dimension,
            final int count,
            final int k) {
        final float[] all = cloud.draw(random, rows + count, dimension);
        final float[] bank = Arrays.copyOf(all, rows * dimension);
        final float[] queries = Arrays.copyOfRange(all, rows * dimension, all.length);
        // Some queries are rows of the bank: their distance is 0, not merely near it.
        for (int q = 0; q < count; q += 3) {
            System.arraycopy(bank, random.nextInt(rows) * dimension, queries, q * dimension, dimension);
        }
        final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, count, k);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, dimension);
        final ExactIndex index = ExactIndex.of(matrix, TWO);
        final String sizes = String.format("%s: %d x %d, %d queries, k %d", cloud, rows, dimension, count, k);
        check(matrix, index, Way.IN_BYTES, random.nextBoolean() ? ONE : TWO, queries, expected, sizes);
        check(matrix, index, Way.ALONG_AXES, random.nextBoolean() ? ONE : TWO, queries, expected, sizes);
        check(matrix, ExactIndex.ofDense(matrix, TWO), Way.ALONG_AXES, TWO, queries, expected, "dense, " + sizes);
        final ExactIndex coordinates = ExactIndex.alongCoordinates(matrix, ONE);
        check(matrix, coordinates, Way.ALONG_AXES, ONE, queries, expected, "coordinates, " + sizes);
        check(matrix, grown(matrix), Way.ALONG_AXES, ONE, queries, expected, "grown, " + sizes);
    }

    /** An index of half of the rows that took up the others. */
    private static ExactIndex grown(final FloatMatrix bank) {
        final int half = (bank.rows() + 1) / 2;
        final float[] first = new float[half * bank.columns()];
        bank.copyRows(0, half, first, 0);
        return ExactIndex.of(FloatMatrix.wrap(first, half, bank.columns()), TWO).with(bank, TWO);
    }

    private static void check(
            final FloatMatrix bank,
            final ExactIndex index,
            final Way way,
            final Workers workers,
            final float[] queries,
            final Neighbors expected,
            final String description) {
        try (NeighborSearch search = way.over(bank, index, workers)) {
            assertSame(
                    search.search(queries, queries.length / bank.columns(), expected.k()),
                    expected,
                    way + ", " + workers.threads() + " threads, " + description);
        }
    }

    private static void checkBothWays(
            final float[] bank, final int rows, final int dimension, final float[] queries, final int k) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, dimension);
        final ExactIndex index = ExactIndex.of(matrix, TWO);
        final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, queries.length / dimension, k);
        for (final Way way : Way.values()) {
            check(matrix, index, way, TWO, queries, expected, "");
        }
        check(matrix, ExactIndex.alongCoordinates(matrix, TWO), Way.ALONG_AXES, TWO, queries, expected, "");
        check(matrix, grown(matrix), Way.ALONG_AXES, TWO, queries, expected, "");
    }

    /** One query is unlike the bank, one cannot even be squared in single precision, and the squares of one vanish. */
    @Test
    void findsTheNearestOfFarQueries() {
        final int dimension = 50;
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(5), 1200, dimension);
        final float[] queries = new float[4 * dimension];
        Arrays.fill(queries, dimension, 2 * dimension, 1e4f);
        Arrays.fill(queries, 2 * dimension, 3 * dimension, 1e30f);
        Arrays.fill(queries, 3 * dimension, 4 * dimension, -1e-30f);
        checkBothWays(bank, 1200, dimension, queries, 5);
    }

    /** Bounds without an allowance for rounding would prune rows that are equally near but for rounding. */
    @Test
    void tellsApartRowsThatDifferInOneBit() {
        final int rows = 3000;
        final int dimension = 200;
        for (int seed = 0; seed < 2; seed++) {
            final Random random = new Random(seed);
            final float[] row = PointCloud.GAUSSIAN.draw(random, 1, dimension);
            final float[] bank = new float[rows * dimension];
            for (int r = 0; r < rows; r++) {
                System.arraycopy(row, 0, bank, r * dimension, dimension);
                final int at = r * dimension + random.nextInt(dimension);
                bank[at] = random.nextBoolean() ? Math.nextUp(bank[at]) : Math.nextDown(bank[at]);
            }
            final float[] queries = PointCloud.GAUSSIAN.draw(random, 30, dimension);
            System.arraycopy(row, 0, queries, 0, dimension);
            checkBothWays(bank, rows, dimension, queries, 4);
        }
    }

    /** The buffers of a search serve the next one, of any number of queries. */
    @Test
    void searchesForFewQueriesAndThenForMany() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(13), 600, 30);
        final float[] queries = PointCloud.DECAYING.draw(new Random(14), 50, 30);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 600, 30);
        final ExactIndex index = ExactIndex.of(matrix, ONE);
        for (final Way way : Way.values()) {
            try (NeighborSearch search = way.over(matrix, index, ONE)) {
                for (final int count : new int[] {1, 50, 2}) {
                    final Neighbors expected = BruteForce.search(bank, 600, 30, queries, count, 3);
                    assertSame(search.search(queries, count, 3), expected, count + " queries");
                }
            }
        }
    }

    /** The buffers of a search must not confuse a query with that of another array, or of the same array changed since. */
    @Test
    void searchesForOtherQueriesInTheSameArray() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(15), 600, 30);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 600, 30);
        final ExactIndex index = ExactIndex.of(matrix, ONE);
        for (final Way way : Way.values()) {
            final float[] query = new float[30];
            try (NeighborSearch search = way.over(matrix, index, ONE)) {
                for (int seed = 0; seed < 5; seed++) {
                    System.arraycopy(PointCloud.DECAYING.draw(new Random(seed), 1, 30), 0, query, 0, 30);
                    final Neighbors expected = BruteForce.search(bank, 600, 30, query, 1, 3);
                    assertSame(search.search(query, 1, 3), expected, way + ", seed " + seed);
                }
            }
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(9), 2000, 60), 2000, 60);
        final float[] queries = PointCloud.DECAYING.draw(new Random(10), 200, 60);
        final ExecutorService callers = Executors.newFixedThreadPool(6);
        try (NeighborSearch search = ExactIndex.of(bank, TWO).over(bank, TWO)) {
            final Neighbors expected = search.search(queries, 200, 2);
            final List<Future<Neighbors>> answers = new ArrayList<>();
            for (int call = 0; call < 30; call++) {
                answers.add(callers.submit(() -> search.search(queries, 200, 2)));
            }
            for (final Future<Neighbors> answer : answers) {
                assertSame(answer.get(), expected, "");
            }
        } finally {
            callers.shutdown();
        }
    }

    /** SPADE searches the patches of some of its pictures by the index of all. */
    @Test
    void anIndexServesSomeBlocksOfItsRows() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(16), 600, 120);
        final float[] queries = PointCloud.DECAYING.draw(new Random(17), 40, 120);
        final int[] blocks = {4, 0, 3};
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 600, 120);
        final ExactIndex index = ExactIndex.ofDense(matrix, TWO).blocks(blocks, 100);
        final FloatMatrix some = matrix.blocks(blocks, 100);
        final float[] rows = new float[300 * 120];
        some.copyRows(0, 300, rows, 0);
        final Neighbors expected = BruteForce.search(rows, 300, 120, queries, 40, 2);
        for (final Way way : Way.values()) {
            check(some, index, way, TWO, queries, expected, "blocks");
        }
    }

    @Test
    void anIndexDoesNotDependOnThreads() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(11), 1500, 90), 1500, 90);
        final ExactIndex two = ExactIndex.of(bank, TWO);
        final ExactIndex one = ExactIndex.of(bank, ONE);
        assertThat(one.error()).isEqualTo(two.error());
        assertThat(one.largestNorm()).isEqualTo(two.largestNorm());
        for (int r = 0; r < bank.rows(); r++) {
            assertThat(one.leading().row(r)).isEqualTo(two.leading().row(r));
            assertThat(one.trailing().row(r)).isEqualTo(two.trailing().row(r));
        }
    }

    @Test
    void refusesValuesThatAreNotNumbers() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(12), 40, 6);
        final float[] queries = new float[12];
        queries[9] = Float.NaN;
        final FloatMatrix matrix = FloatMatrix.wrap(bank.clone(), 40, 6);
        final ExactIndex index = ExactIndex.of(matrix, TWO);
        for (final Way way : Way.values()) {
            try (NeighborSearch search = way.over(matrix, index, TWO)) {
                assertThatThrownBy(() -> search.search(queries, 2, 1))
                        .isInstanceOf(BlemishException.class)
                        .hasMessageContaining("patch 1");
            }
        }
        bank[50] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> ExactIndex.of(FloatMatrix.wrap(bank, 40, 6), TWO))
                .isInstanceOf(BlemishException.class);
    }

    @Test
    void anIndexThatIsBuiltOnDemandRefusesAnotherBank() {
        final SearchIndex index = new ExactMethod().index(random(40, 6), 0, TWO, Progress.SILENT);
        assertThatThrownBy(() -> index.over(random(41, 6), TWO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.over(random(40, 5), TWO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnotherBankThanThatOfTheIndex() {
        final ExactIndex index = ExactIndex.of(random(40, 6), TWO);
        for (final Way way : Way.values()) {
            assertThatThrownBy(() -> way.over(random(41, 6), index, TWO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> way.over(random(40, 7), index, TWO)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
