package io.blemish.array;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A temporary file to which any thread appends arrays and from which any thread reads them back. It takes no heap; free memory
 * of the machine serves as its cache. The file is gone when this is closed or the process ends.
 */
public final class ScratchFile implements AutoCloseable {
    private final TemporaryFile file = TemporaryFile.create(".scratch");
    private final AtomicLong end = new AtomicLong();

    private ScratchFile() {}

    /**
     * Makes an empty file, in the folder that {@code java.io.tmpdir} names.
     *
     * @throws BlemishException if the folder cannot be written
     */
    public static ScratchFile create() {
        return new ScratchFile();
    }

    /**
     * Appends floats.
     *
     * @return the position to read them from
     * @throws BlemishException if the disk is full
     */
    public long append(final float[] values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return append(bytes);
    }

    /**
     * Appends bytes.
     *
     * @return the position to read them from
     * @throws BlemishException if the disk is full
     */
    public long append(final byte[] values) {
        return append(ByteBuffer.wrap(values));
    }

    private long append(final ByteBuffer bytes) {
        final long start = end.getAndAdd(bytes.remaining());
        file.write(bytes, start, ". Make room there.");
        return start;
    }

    /**
     * Reads floats.
     *
     * @param position as {@link #append(float[])} returned it
     * @param count how many
     * @throws BlemishException if the file cannot be read
     */
    public float[] floats(final long position, final int count) {
        final float[] values = new float[count];
        read(position, count * Float.BYTES).asFloatBuffer().get(values);
        return values;
    }

    /**
     * Reads bytes.
     *
     * @param position as {@link #append(byte[])} returned it
     * @param count how many
     * @throws BlemishException if the file cannot be read
     */
    public byte[] bytes(final long position, final int count) {
        return read(position, count).array();
    }

    private ByteBuffer read(final long position, final int count) {
        final ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                if (file.channel().read(bytes, position + bytes.position()) < 0) {
                    throw new IOException("it ends too early");
                }
            }
            return bytes.flip();
        } catch (final IOException e) {
            throw file.unreadable(e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
