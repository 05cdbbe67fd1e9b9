package io.blemish.array;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in the folder that {@code java.io.tmpdir} names. It is gone when this is closed or the process ends. */
final class TemporaryFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes an empty file.
     *
     * @param suffix of its name
     * @throws BlemishException if the folder cannot be written
     */
    static TemporaryFile create(final String suffix) {
        try {
            final Path path = Files.createTempFile("blemish", suffix);
            final FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            return new TemporaryFile(path, channel);
        } catch (final IOException e) {
            throw unusable("The temporary folder " + System.getProperty("java.io.tmpdir") + " cannot be written.", e);
        }
    }

    FileChannel channel() {
        return channel;
    }

    /**
     * Writes all that remains in a buffer.
     *
     * @param bytes what to write
     * @param start where in the file
     * @param advice the end of the message if the disk is full
     * @throws BlemishException if the disk is full
     */
    void write(final ByteBuffer bytes, final long start, final String advice) {
        long position = start;
        try {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (final IOException e) {
            throw unusable("Temporary file " + path + " cannot be written (" + e.getMessage() + ")" + advice, e);
        }
    }

    ResourceException unreadable(final IOException cause) {
        return unusable("Temporary file " + path + " cannot be read: " + cause.getMessage() + ".", cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw unusable("Temporary file " + path + " cannot be closed: " + e.getMessage() + ".", e);
        }
    }

    private static ResourceException unusable(final String message, final IOException cause) {
        return new ResourceException(ErrorCode.TEMPORARY_FOLDER_UNUSABLE, message, cause);
    }
}
