package io.blemish.backbone.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A run of bytes in a file, read when asked for. */
@FunctionalInterface
interface Storage {
    /**
     * Reads a part.
     *
     * @param from first byte, counted from the start of this storage
     * @param count how many bytes
     * @return exactly {@code count} bytes, from position 0
     * @throws IOException if the file cannot be read or ends too early
     */
    ByteBuffer read(long from, int count) throws IOException;

    /** Describes the bytes of a file from {@code start} on. */
    static Storage of(final FileChannel file, final long start) {
        return (from, count) -> {
            final ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, start + from + bytes.position()) < 0) {
                    throw new EOFException("the file ends early");
                }
            }
            return bytes.flip();
        };
    }
}
