package io.blemish.server.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * By which a changed file is noticed.
 *
 * @param bytes of it
 * @param modified when, in milliseconds
 * @param key of the file system, by which another file of the same name is told
 */
record Stamp(long bytes, long modified, String key) {
    /** The stamp of a file; empty where it is not there or cannot be looked at. */
    static Optional<Stamp> of(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Stamp(
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis(),
                            String.valueOf(attributes.fileKey())))
                    : Optional.empty();
        } catch (final IOException e) {
            return Optional.empty();
        }
    }
}
