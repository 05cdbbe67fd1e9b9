package io.blemish.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.BlemishException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Execution;
import io.blemish.fault.Faults;
import io.blemish.fault.FaultyFileSystem;
import io.blemish.server.ServerOptions.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation on the disk fails once while a model is uploaded: the one that was served is served on, or the new one is. */
class ModelFolderFaultsTest {
    private static final ModelName PLATE = new ModelName("plate");

    @TempDir
    private Path plain;

    /** A model of core's tests, which is opened in no time. */
    private Path golden(final String name) throws IOException {
        final Path file = plain.resolve(name + ".blemish");
        try (InputStream in = Objects.requireNonNull(
                ModelFolderFaultsTest.class.getResourceAsStream("/io/blemish/golden/" + name + ".blemish"))) {
            Files.copy(in, file);
        }
        return file;
    }

    private List<String> unfinished() throws IOException {
        try (Stream<Path> all = Files.walk(plain)) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }

    private static Optional<String> active(final ModelFolder models) {
        return models.state(PLATE)
                .flatMap(ModelState::active)
                .map(active -> active.version().id());
    }

    private static void upload(final ModelFolder models, final Path model) throws IOException {
        models.add(PLATE, new ByteArrayInputStream(Files.readAllBytes(model)), true);
    }

    private static String version(final Path file) throws IOException {
        return Sha256.of(file).substring(0, 12);
    }

    @Test
    void aModelIsServedAsItWasOrAsItWasSent() throws IOException {
        final Path first = golden("patchcore-exact");
        final Path second = golden("patchcore-adaptive");
        final Faults faults = new Faults();
        final Path root = FaultyFileSystem.of(plain, faults);
        Files.createDirectory(plain.resolve("models"));
        Files.copy(first, plain.resolve("models/plate.blemish"));
        final String before = version(first);
        final String after = version(second);
        final List<String> failures = new ArrayList<>();
        try (ModelFolder models = new ModelFolder(
                root.resolve("models"), root.resolve("versions"), Execution.cpu(1), false, Limits.ALL_MODELS)) {
            models.open(change -> {});
            while (true) {
                faults.failAt(failures.size() + 1);
                boolean refused = false;
                try {
                    upload(models, second);
                } catch (final FolderException | BlemishException | IOException e) {
                    refused = true;
                }
                if (faults.failed().isEmpty()) {
                    assertThat(refused).isFalse();
                    break;
                }
                final String failure = faults.failed();
                failures.add(failure);
                faults.repair();
                assertThat(unfinished()).as(failure).isEmpty();
                assertThat(active(models)).as(failure).hasValue(refused ? before : after);
                // The file in the folder is whole, and is what is served or what will be after the next scan.
                assertThat(version(plain.resolve("models/plate.blemish")))
                        .as(failure)
                        .isIn(before, after);
                models.borrow(PLATE).orElseThrow().close();

                upload(models, first);
                assertThat(active(models)).as("after " + failure).hasValue(before);
                models.state(PLATE).orElseThrow().versions().stream()
                        .filter(version -> version.id().equals(after))
                        .findFirst()
                        .ifPresent(version -> models.delete(PLATE, version.id()));
            }
            assertThat(active(models)).hasValue(after);
        }
        assertThat(failures).anyMatch(failure -> failure.startsWith("open to write"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("write"));
        assertThat(failures).anyMatch(failure -> failure.startsWith("move"));
        try (ModelFolder again = new ModelFolder(
                plain.resolve("models"), plain.resolve("versions"), Execution.cpu(1), false, Limits.ALL_MODELS)) {
            again.open(change -> {});
            assertThat(active(again)).hasValue(after);
        }
    }
}
