package io.blemish.server.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The attributes of a file by which a change is noticed.
 *
 * @param bytes its size
 * @param modified when it was last written
 * @param key the file system's key, by which another file with the same name is noticed
 */
public record FileStamp(long bytes, FileTime modified, String key) {
    /** The attributes of a file; empty if it is not there or cannot be read. */
    public static Optional<FileStamp> of(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new FileStamp(
                            attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey())))
                    : Optional.empty();
        } catch (final IOException e) {
            return Optional.empty();
        }
    }
}
