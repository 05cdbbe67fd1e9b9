package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder with the history, the pictures and the versions of models. It is locked against a second server. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataFolder(final Path path, final FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if it does not exist, and locks it.
     *
     * @throws BlemishException if it cannot be made, or another server uses it
     */
    static DataFolder lock(final Path path) {
        try {
            create(path);
            final FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new DataFolder(path, channel);
            }
            channel.close();
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Folder " + path + " cannot be written (" + e.getMessage() + "). Choose another with --data.",
                    e);
        }
        throw new ResourceException(
                ErrorCode.FILE_UNUSABLE,
                "Another server uses folder " + path + ". Choose another with --data, or stop it.");
    }

    /** What is in it is for its owner alone, unless somebody has made the folder and decided otherwise. */
    private static void create(final Path path) throws IOException {
        final boolean isNew = Files.notExists(path);
        Files.createDirectories(path);
        if (isNew && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean isLocked(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, "Folder " + path + " could not be unlocked: " + e.getMessage() + ".", e);
        }
    }
}
