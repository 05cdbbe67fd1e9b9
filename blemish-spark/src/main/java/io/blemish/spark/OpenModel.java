package io.blemish.spark;

import io.blemish.artifact.Sha256;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model that is open in this JVM, from a copy of its own.
 *
 * @param model judges pictures
 * @param sha256 of its file
 * @param copy deleted when this is closed
 */
record OpenModel(Model model, String sha256, Path copy) implements AutoCloseable {
    /** As many pictures are judged at once as there are tasks, each on one thread. */
    private static final OpenOptions ONE_THREAD = OpenOptions.DEFAULT.withThreads(1);

    static OpenModel of(final ModelSource source) {
        final Path copy = emptyFile();
        try {
            source.copyTo(copy);
            return new OpenModel(Model.open(copy, ONE_THREAD), Sha256.of(copy), copy);
        } catch (final IOException e) {
            delete(copy);
            throw TemporaryFolder.unusable("model", e);
        } catch (final RuntimeException | Error e) {
            delete(copy);
            throw e;
        }
    }

    private static Path emptyFile() {
        try {
            return Files.createTempFile("blemish", ".blemish");
        } catch (final IOException e) {
            throw TemporaryFolder.unusable("model", e);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            // Windows keeps a mapped file until the map is collected; whoever ends the JVM then deletes it.
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() {
        model.close();
        delete(copy);
    }
}
