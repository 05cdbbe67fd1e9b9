package io.blemish.search;

import static io.blemish.search.NeighborAssertions.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An index that was written to a file and read again is the same index. */
class IndexFileTest {
    private static final int ROWS = 1300;
    private static final int DIMENSION = 70;
    private static final Workers WORKERS = new Workers(2);

    private static final FloatMatrix BANK =
            FloatMatrix.wrap(PointCloud.DECAYING.draw(new Random(7), ROWS, DIMENSION), ROWS, DIMENSION);

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        WORKERS.close();
    }

    /** Each method with the entries of its index, in their order. */
    static Stream<Arguments> methods() {
        final List<String> axes = List.of("search/bounds.json", "search/mean.npy", "search/axes.npy");
        return Stream.of(
                Arguments.of(new ExactMethod(), all(axes, "search/heads.npy", "search/tails.npy")),
                Arguments.of(
                        new IvfPqMethod(20, 3, 10, 5, 4),
                        all(
                                axes,
                                "search/centroids.npy",
                                "search/codebooks.npy",
                                "search/list_starts.npy",
                                "search/list_rows.npy",
                                "search/list_offsets.npy",
                                "search/list_codes.npy")),
                Arguments.of(
                        new HnswMethod(5, 30, 12, 0),
                        all(
                                axes,
                                "search/coordinates.npy",
                                "search/graph_base.npy",
                                "search/graph_starts.npy",
                                "search/graph_rows.npy",
                                "search/graph_links.npy")));
    }

    private static List<String> all(final List<String> first, final String... others) {
        return Stream.concat(first.stream(), Stream.of(others)).toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void findsTheSameNeighboursAndWritesTheSameBytes(final SearchMethod method, final List<String> entries)
            throws IOException {
        final SearchIndex built = method.index(BANK, 3, WORKERS, Progress.SILENT);
        final Path file = write(built, entries);
        final float[] queries = PointCloud.DECAYING.draw(new Random(8), 90, DIMENSION);
        try (ArtifactFile open = ArtifactFile.open(file)) {
            final SearchIndex read = method.read(open);
            assertThat(read.approximate()).isEqualTo(built.approximate());
            final Optional<Recall> recall = Optional.of(new Recall(1, 90));
            assertThat(read.description(recall)).isEqualTo(built.description(recall));
            assertThat(read.description(recall).method()).isEqualTo(method);
            assertThat(write(read, entries)).hasSameBinaryContentAs(file);
            try (NeighborSearch one = read.over(open.floats("bank.npy"), WORKERS);
                    NeighborSearch other = built.over(BANK, WORKERS)) {
                assertSame(one.search(queries, 90, 2), other.search(queries, 90, 2), method.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aFileWithoutAnIndexIsRefused(final SearchMethod method) throws IOException {
        final Path file = folder.resolve("empty.blemish");
        try (ArtifactWriter writer = new ArtifactWriter(file)) {
            writer.floats("bank.npy", BANK);
            writer.finish("model.json", new byte[0]);
        }
        try (ArtifactFile open = ArtifactFile.open(file)) {
            assertThatThrownBy(() -> method.read(open))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("lacks search/");
        }
    }

    /** Models of earlier versions have these names, too. */
    @Test
    void theNumbersOfAnIndexKeepTheirNames() throws IOException {
        assertThat(numbers(new ExactMethod())).containsExactly("error", "reach", "departure");
        assertThat(numbers(new IvfPqMethod(20, 3, 10, 5, 4))).containsExactly("departure");
        assertThat(numbers(new HnswMethod(5, 30, 12, 0))).containsExactly("departure");
    }

    private List<String> numbers(final SearchMethod method) throws IOException {
        final Path file = folder.resolve(method.name());
        try (ArtifactWriter writer = new ArtifactWriter(file)) {
            method.index(BANK, 0, WORKERS, Progress.SILENT).write(writer);
            writer.finish("model.json", new byte[0]);
        }
        try (ArtifactFile open = ArtifactFile.open(file)) {
            final Map<?, ?> numbers = open.json("search/bounds.json", Map.class);
            assertThat(numbers.values())
                    .allSatisfy(number -> assertThat((Double) number).isPositive());
            return numbers.keySet().stream().map(String::valueOf).toList();
        }
    }

    /** All entries are intact, but the lists or layers begin elsewhere. */
    @ParameterizedTest
    @CsvSource({"ivfpq, search/list_starts.npy", "hnsw, search/graph_starts.npy"})
    void entriesThatDoNotBelongTogetherAreRefused(final String name, final String starts) throws IOException {
        final SearchMethod method = SearchMethods.named(name).orElseThrow();
        final Path good = folder.resolve("good.blemish");
        try (ArtifactWriter writer = new ArtifactWriter(good)) {
            method.index(BANK, 0, WORKERS, Progress.SILENT).write(writer);
            final Set<String> entries = Set.copyOf(writer.entries().keySet());
            writer.finish("model.json", new byte[0]);
            final Path altered = folder.resolve("altered.blemish");
            try (ArtifactFile open = ArtifactFile.open(good);
                    ArtifactWriter copy = new ArtifactWriter(altered)) {
                for (final String entry : entries) {
                    final ByteBuffer content = open.bytes(entry);
                    final byte[] bytes = new byte[content.remaining()];
                    content.get(bytes);
                    copy.bytes(entry.equals(starts) ? "unused" : entry, bytes);
                }
                copy.ints(starts, new int[] {0, 7}, 2);
                copy.finish("model.json", new byte[0]);
            }
            try (ArtifactFile open = ArtifactFile.open(altered)) {
                assertThatThrownBy(() -> method.read(open))
                        .isInstanceOf(BlemishException.class)
                        .hasMessageContaining("do not belong together");
            }
        }
    }

    private Path write(final SearchIndex index, final List<String> entries) throws IOException {
        final Path file = Files.createTempFile(folder, "index", ".blemish");
        try (ArtifactWriter writer = new ArtifactWriter(file)) {
            index.write(writer);
            assertThat(writer.entries().keySet()).containsExactlyElementsOf(entries);
            writer.floats("bank.npy", BANK);
            writer.finish("model.json", new byte[0]);
        }
        return file;
    }
}
