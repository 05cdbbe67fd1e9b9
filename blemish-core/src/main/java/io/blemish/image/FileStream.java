package io.blemish.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as a stream for image readers, read through one buffer. ImageIO's own stream asks the system for every single
 * byte, and knows only files of the default file system.
 */
final class FileStream extends ImageInputStreamImpl {
    private static final int BUFFER_BYTES = 1 << 14;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long bufferStart;

    FileStream(final Path file) throws IOException {
        this.channel = Files.newByteChannel(file);
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!fill()) {
            return -1;
        }
        streamPos++;
        return buffer.get() & 0xFF;
    }

    @Override
    public int read(final byte[] to, final int offset, final int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        final int count = Math.min(length, buffer.remaining());
        buffer.get(to, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (final IOException e) {
            return -1; // meaning: unknown
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }

    /** Moves the buffer to the byte at the stream's position; false at the end of the file. */
    private boolean fill() throws IOException {
        final long within = streamPos - bufferStart;
        if (within >= 0 && within < buffer.limit()) {
            buffer.position((int) within);
            return true;
        }
        bufferStart = streamPos;
        channel.position(streamPos);
        buffer.clear();
        final int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }
}
