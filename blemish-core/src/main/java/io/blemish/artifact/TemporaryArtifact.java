package io.blemish.artifact;

import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model file for a short time, in the folder that {@code java.io.tmpdir} names. It is gone when this is closed; close the model
 * first.
 *
 * @param path of the file
 */
public record TemporaryArtifact(Path path) implements AutoCloseable {
    /**
     * Makes an empty file.
     *
     * @throws ResourceException if the folder cannot be written
     */
    public static TemporaryArtifact create() {
        try {
            return new TemporaryArtifact(Files.createTempFile("blemish", ".blemish"));
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.TEMPORARY_FOLDER_UNUSABLE,
                    "The temporary folder " + System.getProperty("java.io.tmpdir") + " cannot be written.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException e) {
            // It lies in the temporary folder, where it harms nobody but the disk; what was made of it is good.
            path.toFile().deleteOnExit();
        }
    }
}
