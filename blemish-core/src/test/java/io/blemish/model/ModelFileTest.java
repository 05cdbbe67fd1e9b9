package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Entry;
import io.blemish.artifact.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a copy of a small model that an earlier build wrote. */
class ModelFileTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/blemish/golden/padim.blemish");

    private static final Path PICTURE = GOLDEN.resolveSibling("plate/test/good/000.png");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = Files.copy(GOLDEN, folder.resolve("padim.blemish"));
    }

    @Test
    void givesTheDescriptionTheThresholdsAndEveryEntry() {
        try (ModelFile opened = ModelFile.open(file)) {
            assertThat(opened.description().detector().type()).isEqualTo("padim");
            assertThat(opened.calibration().threshold()).isPositive();
            assertThat(opened.changes()).isEmpty();
            assertThat(opened.description().entries().keySet())
                    .contains(ModelFile.CALIBRATION, "means.npy")
                    .allMatch(opened.entries()::has);
            opened.requireIntact();
        }
    }

    @Test
    void anInterruptedThreadIsCancelledAndTheFileIsNotCalledDamaged() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ModelFile.open(file)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFileThatIsCutShortIsRefusedByName() throws IOException {
        final byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 100));
        assertThatThrownBy(() -> ModelFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file.toString())
                .extracting(e -> ((ModelException) e).code())
                .isEqualTo(ErrorCode.MODEL_DAMAGED);
    }

    @Test
    void aFileOfANewerFormatIsRefusedAsSuch() throws IOException {
        final Path newer = folder.resolve("newer.blemish");
        try (ArtifactWriter writer = new ArtifactWriter(newer)) {
            writer.finish(
                    ModelFile.DESCRIPTION, "{\"format_version\": 99, \"future\": {}}".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> ModelFile.open(newer))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has format version 99")
                .extracting(e -> ((ModelException) e).code())
                .isEqualTo(ErrorCode.MODEL_TOO_NEW);
    }

    @Test
    void anEntryThatIsNotWhatWasWrittenIsNamed() throws IOException {
        final Path forged = folder.resolve("forged.blemish");
        try (ModelFile opened = ModelFile.open(file);
                ArtifactWriter writer = new ArtifactWriter(forged)) {
            for (final String name : opened.description().entries().keySet()) {
                writer.copy(name, opened.entries());
            }
            final Entry means = Objects.requireNonNull(writer.entries().get("means.npy"));
            final var entries = new LinkedHashMap<>(writer.entries());
            entries.put("means.npy", new Entry(means.bytes(), "0".repeat(64)));
            writer.finish(
                    ModelFile.DESCRIPTION, Json.document(opened.description().withEntries(entries)));
        }
        assertThatThrownBy(() -> {
                    try (ModelFile opened = ModelFile.open(forged)) {
                        opened.requireIntact();
                    }
                })
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("means.npy");
    }

    @Test
    void noVerdictComesFromAnEntryThatIsNotWhatWasWritten() throws IOException {
        final Path forged = folder.resolve("forged.blemish");
        try (ModelFile opened = ModelFile.open(file);
                ArtifactWriter writer = new ArtifactWriter(forged)) {
            for (final String name : opened.description().entries().keySet()) {
                if (name.equals("means.npy")) {
                    // Whole by the zip's checksum, and of the same size.
                    final ByteBuffer means = opened.entries().bytes(name);
                    final byte[] zeroed = new byte[means.remaining()];
                    means.get(zeroed, 0, zeroed.length / 2);
                    writer.bytes(name, zeroed);
                } else {
                    writer.copy(name, opened.entries());
                }
            }
            writer.finish(ModelFile.DESCRIPTION, opened.entries().verified(ModelFile.DESCRIPTION));
        }
        try (Model model = Model.open(forged)) {
            assertThatThrownBy(() -> model.predict(PICTURE))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("means.npy is not what was written");
            assertThatThrownBy(model::requireIntact).isInstanceOf(ModelException.class);
        }
    }

    @Test
    void severalEntriesOfOneNameAreRefused() throws IOException {
        final Path twice = folder.resolve("twice.blemish");
        try (ModelFile opened = ModelFile.open(file);
                ArtifactWriter writer = new ArtifactWriter(twice)) {
            writer.bytes("means.npy", new byte[100]);
            for (final String name : opened.description().entries().keySet()) {
                writer.copy(name, opened.entries());
            }
            writer.finish(ModelFile.DESCRIPTION, opened.entries().verified(ModelFile.DESCRIPTION));
        }
        assertThatThrownBy(() -> Model.open(twice))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("several entries of the name means.npy");
    }
}
