package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.server.models.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that says who has access, as it is now: who is taken out of it is refused from the next request on. While the file cannot be
 * used, because somebody is writing it for one, what it said before is valid.
 */
final class AccessFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFile.class);

    private final Path file;
    private final Function<Path, T> reader;
    private Optional<FileStamp> stamp;
    private T content;

    /**
     * Reads a file.
     *
     * @param reader throws a {@link BlemishException} if the file cannot be used
     * @throws BlemishException if the file cannot be used
     */
    AccessFile(final Path file, final Function<Path, T> reader) {
        this.file = file;
        this.reader = reader;
        this.stamp = FileStamp.of(file);
        this.content = reader.apply(file);
        warnIfOthersMayRead();
    }

    /** A warning only: what a container is given as a secret is readable by everyone in it. */
    private void warnIfOthersMayRead() {
        try {
            final boolean posix =
                    file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("Every user of this machine may read the file {}. Deny it with: chmod 600", file);
            }
        } catch (final IOException e) {
            LOG.debug("The permissions of {} cannot be read.", file, e);
        }
    }

    /** What is valid. */
    synchronized T content() {
        final Optional<FileStamp> now = FileStamp.of(file);
        if (!now.equals(stamp)) {
            stamp = now;
            try {
                content = reader.apply(file);
                LOG.info("The file {} was read again.", file);
                warnIfOthersMayRead();
            } catch (final BlemishException e) {
                LOG.error("{} What it said before is valid until it can be used again.", e.getMessage());
            }
        }
        return content;
    }
}
