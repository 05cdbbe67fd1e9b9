package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code shadow.json} beside the versions of a model: which of them is its shadow. */
final class ShadowFile {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowFile.class);

    private static final String NAME = "shadow.json";

    private final Path file;

    ShadowFile(final Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** The shadow. None if the file cannot be read: a model is served without its shadow rather than not. */
    Optional<Shadow> read() throws IOException {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Shadow.class, "File " + NAME));
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        } catch (final BlemishException e) {
            LOG.warn("{} It is {}.", e.getMessage(), file);
            return Optional.empty();
        }
    }

    /**
     * Notes the shadow.
     *
     * @throws FolderException if it cannot be written
     */
    void write(final Shadow shadow) {
        try {
            AtomicFile.write(file, path -> Files.write(path, Json.document(shadow)));
        } catch (final BlemishException e) {
            throw new FolderException(e);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
