package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.AtomicFile;
import io.blemish.fault.Faults;
import io.blemish.fault.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation on the disk fails once while a model file is written: it is there whole or as it was, and nothing is beside it. */
class ModelWriteFaultsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/blemish/golden/patchcore-exact.blemish");

    @TempDir
    private Path plain;

    private final Faults faults = new Faults();
    private Path folder;

    @BeforeEach
    void view() {
        folder = FaultyFileSystem.of(plain, faults);
    }

    private interface Work {
        void run() throws IOException;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(plain)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static byte[] content(final Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    /** Returns what failed, one after another. */
    private List<String> failures(final Path file, final Work work) throws IOException {
        final List<String> failures = new ArrayList<>();
        while (true) {
            final byte[] before = content(file);
            faults.failAt(failures.size() + 1);
            try {
                work.run();
                if (faults.failed().isEmpty()) {
                    return failures;
                }
            } catch (final BlemishException e) {
                assertThat(faults.failed())
                        .as("the reason of: %s", e.getMessage())
                        .isNotEmpty();
                assertThat(e.getMessage()).doesNotContain("\n").endsWith(".");
                assertThat(content(file)).as(faults.failed()).isEqualTo(before);
            }
            failures.add(faults.failed());
            faults.repair();
            assertThat(names()).as(failures.get(failures.size() - 1)).allMatch("model.blemish"::equals);
        }
    }

    @Test
    void aNewModelIsThereWholeOrNotAtAll() throws IOException {
        final Path file = folder.resolve("model.blemish");
        final FloatMatrix bank = FloatMatrix.wrap(new float[10_000], 100, 100);
        final List<String> failures = failures(plain.resolve("model.blemish"), () -> {
            AtomicFile.write(file, path -> {
                try (ArtifactWriter writer = new ArtifactWriter(path)) {
                    writer.floats("bank.npy", bank);
                    writer.json("calibration.json", List.of(1));
                    writer.finish("model.json", new byte[] {'{', '}'});
                }
            });
        });
        assertThat(failures).anyMatch(failure -> failure.startsWith("open to write"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("write"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("sync"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("close"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("move"));
    }

    @Test
    void aModelWhoseThresholdMovesIsTheOldOrTheNewOne() throws IOException {
        final Path file = folder.resolve("model.blemish");
        Files.copy(GOLDEN, plain.resolve("model.blemish"));
        final List<String> failures = failures(plain.resolve("model.blemish"), () -> {
            ThresholdChange.write(file, file, old -> old, "a test", Optional.empty(), Instant.EPOCH);
        });
        assertThat(failures).hasSizeGreaterThan(10);
        try (ModelFile model = ModelFile.open(plain.resolve("model.blemish"))) {
            model.requireIntact();
            assertThat(model.changes()).isNotEmpty();
        }
    }
}
