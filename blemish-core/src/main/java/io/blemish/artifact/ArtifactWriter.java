package io.blemish.artifact;

import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes the entries of a model file: stored, aligned, dated alike, each with its hash, so that the same content gives the
 * same bytes and arrays can be mapped where they lie.
 */
public final class ArtifactWriter implements AutoCloseable {
    /** A cache line; also enough for any vector load from a mapped array. */
    private static final int ALIGNMENT = 64;

    /** The earliest date that a zip can hold: the same model must give the same bytes on any day. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Rows are copied through the heap this many bytes at a time. */
    private static final int COPY_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ZipArchiveOutputStream zip;
    private final Map<String, Entry> entries;
    private final String folder;

    /**
     * Begins a file.
     *
     * @param file to write; overwritten where it exists
     * @throws IOException if it cannot be written
     */
    public ArtifactWriter(final Path file) throws IOException {
        this(FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    private ArtifactWriter(final FileChannel channel) throws IOException {
        this(channel, new ZipArchiveOutputStream(channel), new LinkedHashMap<>(), "");
        zip.setMethod(ZipEntry.STORED);
    }

    private ArtifactWriter(
            final FileChannel channel,
            final ZipArchiveOutputStream zip,
            final Map<String, Entry> entries,
            final String folder) {
        this.channel = channel;
        this.zip = zip;
        this.entries = entries;
        this.folder = folder;
    }

    /** A view that writes into a folder of the zip, whose name ends with a slash; not to be closed. */
    public ArtifactWriter within(final String name) {
        return new ArtifactWriter(channel, zip, entries, folder + name);
    }

    /**
     * Writes a record as indented JSON.
     *
     * @param name of the entry
     * @param value the record
     * @throws IOException if the disk does not take it
     */
    public void json(final String name, final Object value) throws IOException {
        bytes(name, Json.document(value));
    }

    /** Writes an entry of bytes. */
    public void bytes(final String name, final byte[] content) throws IOException {
        entry(name, out -> out.write(content));
    }

    /**
     * Writes an entry as another file has it.
     *
     * @param name of the entry
     * @param file that has it
     * @throws IOException if the disk does not take it
     */
    public void copy(final String name, final ArtifactFile file) throws IOException {
        entry(name, out -> file.copyTo(name, out));
    }

    /** Writes an array of ints as {@code .npy}. */
    public void ints(final String name, final int[] values, final int... shape) throws IOException {
        entry(name, out -> Npy.write(out, values, shape));
    }

    /**
     * Writes an array of whole numbers as {@code .npy}: of 32 bits, which earlier versions read, if each of them fits in there, and
     * else of 64 bits.
     */
    public void longs(final String name, final long[] values) throws IOException {
        if (LongStream.of(values).allMatch(value -> value == (int) value)) {
            ints(name, LongStream.of(values).mapToInt(value -> (int) value).toArray(), values.length);
        } else {
            entry(name, out -> Npy.write(out, values, values.length));
        }
    }

    /** Writes a matrix of bytes as {@code .npy}, a block of rows at a time. */
    public void bytes(final String name, final ByteMatrix matrix) throws IOException {
        entry(name, out -> {
            out.write(NpyHeader.encode(NpyType.UINT8, matrix.rows(), matrix.columns()));
            final int block = Math.max(1, COPY_BYTES / matrix.columns());
            final byte[] values = new byte[block * matrix.columns()];
            for (int first = 0; first < matrix.rows(); first += block) {
                final int count = Math.min(block, matrix.rows() - first);
                matrix.copyRows(first, count, values);
                out.write(values, 0, count * matrix.columns());
            }
        });
    }

    /** Writes a matrix as {@code .npy}, a block of rows at a time. */
    public void floats(final String name, final FloatMatrix matrix) throws IOException {
        entry(name, out -> {
            out.write(NpyHeader.encode(NpyType.FLOAT32, matrix.rows(), matrix.columns()));
            final int rowBytes = matrix.columns() * Float.BYTES;
            final int block = Math.max(1, COPY_BYTES / Math.max(1, rowBytes));
            final float[] values = new float[block * matrix.columns()];
            final ByteBuffer bytes = ByteBuffer.allocate(block * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int first = 0; first < matrix.rows(); first += block) {
                final int count = Math.min(block, matrix.rows() - first);
                matrix.copyRows(first, count, values, 0);
                bytes.asFloatBuffer().put(values, 0, count * matrix.columns());
                out.write(bytes.array(), 0, count * rowBytes);
            }
        });
    }

    /** The entries so far, in their order: that of an unordered map would differ from one run of Java to the next. */
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * Writes the last entry, which describes the others and is not described itself, and the zip's directory. When this returns, all
     * is on the disk: otherwise a machine that loses power after the file got its name could find nothing behind the name.
     *
     * @param name of the entry
     * @param content that names every other entry, see {@link #entries}
     * @throws IOException if the disk does not take it
     */
    public void finish(final String name, final byte[] content) throws IOException {
        written(name, out -> out.write(content));
        zip.finish();
        channel.force(true);
    }

    private void entry(final String name, final Body body) throws IOException {
        entries.put(folder + name, written(name, body));
    }

    private Entry written(final String name, final Body body) throws IOException {
        final ZipArchiveEntry entry = new ZipArchiveEntry(folder + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setAlignment(ALIGNMENT);
        entry.setTimeLocal(DATE);
        zip.putArchiveEntry(entry);
        final HashedOutput hashed = new HashedOutput(zip);
        body.write(hashed);
        zip.closeArchiveEntry();
        return new Entry(hashed.count, Sha256.hex(hashed.digest));
    }

    @Override
    public void close() throws IOException {
        try {
            zip.close();
        } finally {
            channel.close();
        }
    }

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** Counts and hashes what passes; closing it leaves the zip open. */
    private static final class HashedOutput extends FilterOutputStream {
        private final MessageDigest digest = Sha256.digest();
        private long count;

        HashedOutput(final OutputStream out) {
            super(out);
        }

        @Override
        public void write(final int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            digest.update(bytes, offset, length);
            count += length;
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }
}
