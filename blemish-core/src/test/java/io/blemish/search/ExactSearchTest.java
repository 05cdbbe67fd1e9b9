package io.blemish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the data, the neighbours are those of brute force. */
class ExactSearchTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Workers ONE = new Workers(1);

    /** In bytes, and along axes. */
    private static final boolean[] WAYS = {true, false};

    @AfterAll
    static void stop() {
        WORKERS.close();
        ONE.close();
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsWhatBruteForceFinds(final PointCloud cloud) {
        for (int seed = 0; seed < 12; seed++) {
            final Random random = new Random(seed);
            final int rows = 1 + random.nextInt(600);
            final int dimension = 1 + random.nextInt(seed % 3 == 0 ? 400 : 40);
            check(cloud, random, rows, dimension, random.nextInt(60), 1 + random.nextInt(Math.min(rows, 12)));
        }
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsWhatBruteForceFindsInManyBlocks(final PointCloud cloud) {
        check(cloud, new Random(1), 2500, 300, 140, 1);
        check(cloud, new Random(2), 2049, 12, 300, 3);
        check(cloud, new Random(3), 700, 2, 20, 700);
    }

    @Test
    void aSmallBankOfLongRowsHasLongHeads() {
        final SearchIndex small = SearchIndex.of(random(200, 700), WORKERS);
        assertThat(small.leading()).isEqualTo(174);
        assertThat(small.axes().count()).isEqualTo(233);
        assertThat(SearchIndex.of(random(3000, 300), WORKERS).leading()).isEqualTo(96);
        assertThat(SearchIndex.ofCrowd(random(400, 360), WORKERS).leading()).isEqualTo(120);
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void findsWhatBruteForceFindsAlongManyAxes(final PointCloud cloud) {
        check(cloud, new Random(4), 500, 700, 40, 2);
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
        for (final SearchIndex index : List.of(SearchIndex.of(matrix, WORKERS), SearchIndex.ofCrowd(matrix, WORKERS))) {
            for (final Workers workers : List.of(WORKERS, ONE)) {
                for (final boolean inBytes : WAYS) {
                    try (ExactSearch search = ExactSearch.over(matrix, index, workers, inBytes)) {
                        final Neighbors found = search.search(queries, count, k);
                        assertSame(
                                found,
                                expected,
                                String.format(
                                        "%s: %d x %d, %d queries, k %d, in bytes %s, %d axes",
                                        cloud, rows, dimension, count, k, inBytes, index.leading()));
                    }
                }
            }
        }
    }

    private static void assertFound(
            final float[] bank, final int rows, final int dimension, final float[] queries, final Neighbors expected) {
        final FloatMatrix matrix = FloatMatrix.wrap(bank, rows, dimension);
        final SearchIndex index = SearchIndex.of(matrix, WORKERS);
        for (final boolean inBytes : WAYS) {
            try (ExactSearch search = ExactSearch.over(matrix, index, WORKERS, inBytes)) {
                final Neighbors found = search.search(queries, queries.length / dimension, expected.k());
                assertSame(found, expected, inBytes ? "in bytes" : "along axes");
            }
        }
    }

    /** Compares neighbour by neighbour, so that a failure names the first that differs. */
    private static void assertSame(final Neighbors found, final Neighbors expected, final String where) {
        assertThat(found.k()).isEqualTo(expected.k());
        assertThat(found.indices()).hasSameSizeAs(expected.indices());
        for (int i = 0; i < found.indices().length; i++) {
            if (found.indices()[i] != expected.indices()[i] || found.distances()[i] != expected.distances()[i]) {
                fail(
                        "%s: query %d, neighbour %d is row %d at %s, not row %d at %s",
                        where,
                        i / found.k(),
                        i % found.k(),
                        found.indices()[i],
                        found.distances()[i],
                        expected.indices()[i],
                        expected.distances()[i]);
            }
        }
    }

    /** A query that is nothing like the bank, and one that cannot even be squared in single precision. */
    @Test
    void findsTheNearestOfFarQueries() {
        final int rows = 1200;
        final int dimension = 50;
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(5), rows, dimension);
        final float[] queries = new float[4 * dimension];
        Arrays.fill(queries, dimension, 2 * dimension, 1e4f);
        Arrays.fill(queries, 2 * dimension, 3 * dimension, 1e30f);
        Arrays.fill(queries, 3 * dimension, 4 * dimension, -1e-30f);
        final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, 4, 5);
        assertFound(bank, rows, dimension, queries, expected);
    }

    /** Were the slack left out, rows that are equally near but for rounding would be discarded. */
    @Test
    void tellsApartRowsThatDifferInOneBit() {
        final int rows = 3000;
        final int dimension = 200;
        for (int seed = 0; seed < 4; seed++) {
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
            final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, 30, 4);
            assertFound(bank, rows, dimension, queries, expected);
        }
    }

    /** The buffers of a search serve the next one, of however many queries. */
    @Test
    void searchesForFewAndThenForMany() {
        final float[] bank = PointCloud.DECAYING.draw(new Random(13), 600, 30);
        final float[] queries = PointCloud.DECAYING.draw(new Random(14), 50, 30);
        final FloatMatrix matrix = FloatMatrix.wrap(bank, 600, 30);
        final SearchIndex index = SearchIndex.of(matrix, ONE);
        for (final boolean inBytes : WAYS) {
            try (ExactSearch search = ExactSearch.over(matrix, index, ONE, inBytes)) {
                for (final int count : new int[] {1, 50, 2}) {
                    final Neighbors expected = BruteForce.search(bank, 600, 30, queries, count, 3);
                    assertSame(search.search(queries, count, 3), expected, count + " queries");
                }
            }
        }
    }

    @Test
    void searchesAMappedBankWithAnIndexReadFromAFile(@TempDir final Path folder) throws IOException {
        final int rows = 1300;
        final int dimension = 70;
        final float[] bank = PointCloud.DECAYING.draw(new Random(7), rows, dimension);
        final float[] queries = PointCloud.DECAYING.draw(new Random(8), 90, dimension);
        final SearchIndex index = SearchIndex.of(FloatMatrix.wrap(bank, rows, dimension), WORKERS);
        final SearchIndex read = new SearchIndex(
                new PrincipalAxes(
                        map(folder, index.axes().mean()),
                        map(folder, index.axes().axes()),
                        index.axes().departure()),
                map(folder, index.heads()),
                map(folder, index.tails()),
                index.error(),
                index.reach());
        final Neighbors expected = BruteForce.search(bank, rows, dimension, queries, 90, 2);
        try (ExactSearch search =
                ExactSearch.over(map(folder, FloatMatrix.wrap(bank, rows, dimension)), read, WORKERS)) {
            final Neighbors found = search.search(queries, 90, 2);
            assertSame(found, expected, "");
        }
    }

    private static FloatMatrix map(final Path folder, final FloatMatrix matrix) throws IOException {
        final Path file = Files.createTempFile(folder, "matrix", ".f32");
        final ByteBuffer bytes = ByteBuffer.allocate(matrix.rows() * matrix.columns() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int r = 0; r < matrix.rows(); r++) {
            for (final float value : matrix.row(r)) {
                bytes.putFloat(value);
            }
        }
        Files.write(file, bytes.array());
        try (FileChannel channel = FileChannel.open(file)) {
            return FloatMatrix.map(channel, 0, matrix.rows(), matrix.columns());
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        final int rows = 2000;
        final int dimension = 60;
        final float[] bank = PointCloud.DECAYING.draw(new Random(9), rows, dimension);
        final float[] queries = PointCloud.DECAYING.draw(new Random(10), 200, dimension);
        final ExecutorService callers = Executors.newFixedThreadPool(6);
        try (ExactSearch search = ExactSearch.over(FloatMatrix.wrap(bank, rows, dimension), WORKERS)) {
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

    @Test
    void anIndexDoesNotDependOnThreads() {
        final FloatMatrix bank = FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(11), 1500, 90), 1500, 90);
        final SearchIndex two = SearchIndex.of(bank, WORKERS);
        final SearchIndex one = SearchIndex.of(bank, ONE);
        assertThat(one.error()).isEqualTo(two.error());
        assertThat(one.reach()).isEqualTo(two.reach());
        for (int r = 0; r < bank.rows(); r++) {
            assertThat(one.heads().row(r)).isEqualTo(two.heads().row(r));
            assertThat(one.tails().row(r)).isEqualTo(two.tails().row(r));
        }
    }

    @Test
    void refusesWhatIsNotANumber() {
        final float[] bank = PointCloud.GAUSSIAN.draw(new Random(12), 40, 6);
        final float[] queries = new float[12];
        queries[9] = Float.NaN;
        final FloatMatrix matrix = FloatMatrix.wrap(bank.clone(), 40, 6);
        final SearchIndex index = SearchIndex.of(matrix, WORKERS);
        for (final boolean inBytes : WAYS) {
            try (ExactSearch search = ExactSearch.over(matrix, index, WORKERS, inBytes)) {
                assertThatThrownBy(() -> search.search(queries, 2, 1))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("patch 1");
            }
        }
        bank[50] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> ExactSearch.over(FloatMatrix.wrap(bank, 40, 6), WORKERS))
                .isInstanceOf(InputException.class);
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
