package io.blemish.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel whose writes can fail: half of the bytes are in the file then, as on a disk that gets full. */
final class FaultyChannel extends FileChannel {
    private final FileChannel channel;
    private final Faults faults;
    private final boolean writing;

    FaultyChannel(final FileChannel channel, final Faults faults, final boolean writing) {
        this.channel = channel;
        this.faults = faults;
        this.writing = writing;
    }

    @Override
    public int read(final ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public long read(final ByteBuffer[] targets, final int offset, final int length) throws IOException {
        return channel.read(targets, offset, length);
    }

    @Override
    public int read(final ByteBuffer target, final long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        if (faults.hit("write")) {
            channel.write(half(source));
            throw Faults.failure();
        }
        return channel.write(source);
    }

    @Override
    public long write(final ByteBuffer[] sources, final int offset, final int length) throws IOException {
        faults.check("write");
        return channel.write(sources, offset, length);
    }

    @Override
    public int write(final ByteBuffer source, final long position) throws IOException {
        if (faults.hit("write")) {
            channel.write(half(source), position);
            throw Faults.failure();
        }
        return channel.write(source, position);
    }

    private static ByteBuffer half(final ByteBuffer source) {
        return source.slice(source.position(), source.remaining() / 2);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(final long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public FileChannel truncate(final long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public void force(final boolean metadata) throws IOException {
        faults.check("sync");
        channel.force(metadata);
    }

    @Override
    public long transferTo(final long position, final long count, final WritableByteChannel target) throws IOException {
        return channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(final ReadableByteChannel source, final long position, final long count)
            throws IOException {
        faults.check("write");
        return channel.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(final MapMode mode, final long position, final long size) throws IOException {
        return channel.map(mode, position, size);
    }

    @Override
    public FileLock lock(final long position, final long size, final boolean shared) throws IOException {
        return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(final long position, final long size, final boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
        if (writing) {
            // Some file systems say only now that they have no room for what was written.
            faults.check("close");
        }
    }
}
