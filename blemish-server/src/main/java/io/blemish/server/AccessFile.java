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

    /** What was wrong at the last attempt to read the file, so that the same is logged once and not at each request. */
    private Optional<String> problem = Optional.empty();

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
            read(now);
        }
        return content;
    }

    private void read(final Optional<FileStamp> now) {
        try {
            content = reader.apply(file);
            // Not before: who may read a file can change without a change of its stamp.
            stamp = now;
            problem = Optional.empty();
            LOG.info("The file {} was read again.", file);
            warnIfOthersMayRead();
        } catch (final BlemishException e) {
            final Optional<String> wrong = Optional.of(String.valueOf(e.getMessage()));
            if (!wrong.equals(problem)) {
                problem = wrong;
                LOG.error("{} What it said before is valid until it can be used again.", e.getMessage());
            }
        }
    }
}
