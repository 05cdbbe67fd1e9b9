package io.blemish.artifact;

import io.blemish.BlemishException;
import io.blemish.DocumentException;
import io.blemish.ErrorCode;
import io.blemish.array.ByteMatrix;
import io.blemish.array.FloatMatrix;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An array of a NumPy {@code .npy} file, in memory, C order. Larger ones than 2 GiB are mapped with
 * {@link #mapFloats(FileChannel, long)} and written as {@link NpyHeader#encode(NpyType, int...)} and then the elements.
 */
public final class Npy {
    /** Elements encoded at once when writing. */
    private static final int CHUNK = 1 << 14;

    private final NpyHeader header;
    private final ByteBuffer data;

    private Npy(final NpyHeader header, final byte[] data) {
        this.header = header;
        this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file.
     *
     * @throws BlemishException if it cannot be read or holds what is not read here; the sentence names the file
     */
    public static Npy read(final Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        } catch (final NoSuchFileException e) {
            throw new DocumentException(ErrorCode.DOCUMENT_UNREADABLE, file + " does not exist.", e);
        } catch (final IOException e) {
            throw new DocumentException(ErrorCode.DOCUMENT_UNREADABLE, file + " " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads one array; the stream is left behind its last element.
     *
     * @throws IOException if the stream ends early or holds what is not read here; the message is a predicate to the
     *     file's name
     */
    public static Npy read(final InputStream in) throws IOException {
        final NpyHeader header = NpyHeader.read(in);
        final int expected = heapBytes(header);
        final byte[] data = in.readNBytes(expected);
        if (data.length < expected) {
            throw new IOException(
                    "is damaged: it ends after " + data.length + " of the " + expected + " bytes of its elements");
        }
        return new Npy(header, data);
    }

    private static int heapBytes(final NpyHeader header) throws IOException {
        if (header.dataBytes() > Integer.MAX_VALUE - Long.BYTES) {
            throw new IOException("is too large to be held in memory: " + header.dataBytes() + " bytes");
        }
        return (int) header.dataBytes();
    }

    /**
     * Maps a matrix of floats of a file, without reading it. A vector is taken for one row.
     *
     * @param file open for reading; may be closed afterwards
     * @param offset of the {@code .npy} in the file, in bytes
     * @throws IOException if there is no such matrix there, or it cannot be mapped; the message is a predicate to the
     *     file's name
     */
    public static FloatMatrix mapFloats(final FileChannel file, final long offset) throws IOException {
        final NpyHeader header = NpyHeader.read(file, offset);
        final List<Integer> shape = header.shape();
        if (header.type() != NpyType.FLOAT32 || shape.isEmpty() || shape.size() > 2) {
            throw new IOException("holds " + header + " instead of a matrix of float32");
        }
        if (header.dataBytes() > file.size() - offset - header.length()) {
            throw new IOException("is damaged: it ends before its matrix does");
        }
        final int rows = shape.size() == 1 ? 1 : shape.get(0);
        return FloatMatrix.map(file, offset + header.length(), rows, shape.get(shape.size() - 1));
    }

    /**
     * Maps a matrix of bytes of a file, without reading it.
     *
     * @param file open for reading; may be closed afterwards
     * @param offset of the {@code .npy} in the file, in bytes
     * @throws IOException as {@link #mapFloats} does
     */
    public static ByteMatrix mapBytes(final FileChannel file, final long offset) throws IOException {
        final NpyHeader header = NpyHeader.read(file, offset);
        if (header.type() != NpyType.UINT8 || header.shape().size() != 2) {
            throw new IOException("holds " + header + " instead of a matrix of uint8");
        }
        return ByteMatrix.map(
                file,
                offset + header.length(),
                header.shape().get(0),
                header.shape().get(1));
    }

    /**
     * Maps a vector of ints of a file, without reading it.
     *
     * @param file open for reading; may be closed afterwards
     * @param offset of the {@code .npy} in the file, in bytes
     * @throws IOException as {@link #mapFloats} does
     */
    public static IntBuffer mapInts(final FileChannel file, final long offset) throws IOException {
        final NpyHeader header = NpyHeader.read(file, offset);
        if (header.type() != NpyType.INT32 || header.shape().size() != 1) {
            throw new IOException("holds " + header + " instead of a vector of int32");
        }
        return vector(file, offset, header).asIntBuffer();
    }

    /**
     * Reads a vector of ints or longs of a file. Longs are mapped, without reading them; ints are copied.
     *
     * @param file open for reading; may be closed afterwards
     * @param offset of the {@code .npy} in the file, in bytes
     * @throws IOException as {@link #mapFloats} does
     */
    public static LongBuffer mapLongs(final FileChannel file, final long offset) throws IOException {
        final NpyHeader header = NpyHeader.read(file, offset);
        if (header.type() == NpyType.INT32) {
            final IntBuffer ints = mapInts(file, offset);
            final long[] values = new long[ints.remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = ints.get(i);
            }
            return LongBuffer.wrap(values);
        }
        if (header.type() != NpyType.INT64 || header.shape().size() != 1) {
            throw new IOException("holds " + header + " instead of a vector of int32 or int64");
        }
        return vector(file, offset, header).asLongBuffer();
    }

    private static ByteBuffer vector(final FileChannel file, final long offset, final NpyHeader header)
            throws IOException {
        final long begin = offset + header.length();
        if (header.dataBytes() > Math.min(file.size() - begin, Integer.MAX_VALUE)) {
            throw new IOException("is damaged: it ends before its vector does");
        }
        return file.map(FileChannel.MapMode.READ_ONLY, begin, header.dataBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The element type. */
    public NpyType type() {
        return header.type();
    }

    /** Size of each dimension, outermost first; empty for a single value. */
    public List<Integer> shape() {
        return header.shape();
    }

    /**
     * The elements of a float32 array, a copy.
     *
     * @throws BlemishException if the elements have another type
     */
    public float[] floats() {
        require(NpyType.FLOAT32);
        final float[] values = new float[data.capacity() / Float.BYTES];
        data.asFloatBuffer().get(0, values);
        return values;
    }

    /**
     * The elements of a float64 array, a copy.
     *
     * @throws BlemishException if the elements have another type
     */
    public double[] doubles() {
        require(NpyType.FLOAT64);
        final double[] values = new double[data.capacity() / Double.BYTES];
        data.asDoubleBuffer().get(0, values);
        return values;
    }

    /**
     * The elements of an int32 array, a copy.
     *
     * @throws BlemishException if the elements have another type
     */
    public int[] ints() {
        require(NpyType.INT32);
        final int[] values = new int[data.capacity() / Integer.BYTES];
        data.asIntBuffer().get(0, values);
        return values;
    }

    /**
     * The elements of an int64 array, a copy.
     *
     * @throws BlemishException if the elements have another type
     */
    public long[] longs() {
        require(NpyType.INT64);
        final long[] values = new long[data.capacity() / Long.BYTES];
        data.asLongBuffer().get(0, values);
        return values;
    }

    /**
     * The elements of a uint8 or bool array, a copy.
     *
     * @throws BlemishException if the elements have another type
     */
    public byte[] bytes() {
        if (type() != NpyType.BOOL) {
            require(NpyType.UINT8);
        }
        return data.array().clone();
    }

    /** Which elements are not zero; for any type. NaN is not zero. */
    public boolean[] nonZero() {
        final int size = type().bytes();
        final boolean[] values = new boolean[data.capacity() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type()) {
                case FLOAT32 -> data.getFloat(i * size) != 0;
                case FLOAT64 -> data.getDouble(i * size) != 0;
                case INT32 -> data.getInt(i * size) != 0;
                case INT64 -> data.getLong(i * size) != 0;
                case UINT8, BOOL -> data.get(i) != 0;
            };
        }
        return values;
    }

    private void require(final NpyType wanted) {
        if (type() != wanted) {
            throw new DocumentException(
                    ErrorCode.DOCUMENT_UNREADABLE,
                    "The array holds " + header + " where " + wanted.name().toLowerCase(Locale.ROOT) + " is needed.");
        }
    }

    /**
     * Writes a float32 array.
     *
     * @param shape size of each dimension, outermost first
     * @throws IllegalArgumentException if the shape does not hold that many values
     */
    public static void write(final OutputStream out, final float[] values, final int... shape) throws IOException {
        writeHeader(out, NpyType.FLOAT32, values.length, shape);
        final byte[] chunk = new byte[Float.BYTES * Math.min(CHUNK, values.length)];
        final ByteBuffer encoder = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            final int count = Math.min(CHUNK, values.length - from);
            encoder.asFloatBuffer().put(values, from, count);
            out.write(chunk, 0, count * Float.BYTES);
        }
    }

    /**
     * Writes an int32 array.
     *
     * @param shape size of each dimension, outermost first
     * @throws IllegalArgumentException if the shape does not hold that many values
     */
    public static void write(final OutputStream out, final int[] values, final int... shape) throws IOException {
        writeHeader(out, NpyType.INT32, values.length, shape);
        final byte[] chunk = new byte[Integer.BYTES * Math.min(CHUNK, values.length)];
        final ByteBuffer encoder = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            final int count = Math.min(CHUNK, values.length - from);
            encoder.asIntBuffer().put(values, from, count);
            out.write(chunk, 0, count * Integer.BYTES);
        }
    }

    /**
     * Writes an int64 array.
     *
     * @param shape size of each dimension, outermost first
     * @throws IllegalArgumentException if the shape does not hold that many values
     */
    public static void write(final OutputStream out, final long[] values, final int... shape) throws IOException {
        writeHeader(out, NpyType.INT64, values.length, shape);
        final byte[] chunk = new byte[Long.BYTES * Math.min(CHUNK, values.length)];
        final ByteBuffer encoder = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            final int count = Math.min(CHUNK, values.length - from);
            encoder.asLongBuffer().put(values, from, count);
            out.write(chunk, 0, count * Long.BYTES);
        }
    }

    /**
     * Writes a uint8 array.
     *
     * @param shape size of each dimension, outermost first
     * @throws IllegalArgumentException if the shape does not hold that many values
     */
    public static void write(final OutputStream out, final byte[] values, final int... shape) throws IOException {
        writeHeader(out, NpyType.UINT8, values.length, shape);
        out.write(values);
    }

    private static void writeHeader(final OutputStream out, final NpyType type, final int count, final int... shape)
            throws IOException {
        final byte[] header = NpyHeader.encode(type, shape);
        long held = 1;
        for (final int size : shape) {
            held *= size;
        }
        if (held != count) {
            throw new IllegalArgumentException("the shape holds " + held + " values, not " + count);
        }
        out.write(header);
    }
}
