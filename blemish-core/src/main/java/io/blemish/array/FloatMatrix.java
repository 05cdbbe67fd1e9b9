package io.blemish.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A read-only matrix of floats, {@code [rows, columns]}, row by row, on the heap, off the heap or in a mapped file. It may be
 * larger than the 2 GiB that one buffer holds: it consists of segments of whole rows. Safe for reading by many threads.
 */
public final class FloatMatrix {
    /** Large enough that few segments are needed, well below the 2 GiB that a buffer's int index reaches. */
    private static final long SEGMENT_BYTES = 1L << 30;

    /** The most rows that anything is to have: who counts them in blocks of a million or fewer never counts beyond an int. */
    public static final int MOST_ROWS = Integer.MAX_VALUE - (1 << 20);

    private final int rows;
    private final int columns;
    private final int rowsPerSegment;
    private final List<FloatBuffer> segments;

    private FloatMatrix(final int rows, final int columns, final int rowsPerSegment, final List<FloatBuffer> segments) {
        this.rows = rows;
        this.columns = columns;
        this.rowsPerSegment = rowsPerSegment;
        this.segments = List.copyOf(segments);
    }

    /**
     * A view of an array; the caller must not change it afterwards.
     *
     * @param values row by row, {@code rows * columns} of them
     * @throws IllegalArgumentException if the array's length is another
     */
    public static FloatMatrix wrap(final float[] values, final int rows, final int columns) {
        if ((long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "a " + rows + "x" + columns + " matrix does not have " + values.length + " values");
        }
        return new FloatMatrix(rows, columns, Math.max(1, rows), List.of(FloatBuffer.wrap(values)));
    }

    /**
     * A view of several arrays, one below the other; the caller must not change them afterwards. There may be more values than one
     * array holds.
     *
     * @param blocks row by row, {@code rowsPerBlock * columns} values each
     * @param rowsPerBlock rows of each, at least 1
     * @throws IllegalArgumentException if the length of an array is another
     * @throws ArithmeticException if there are more than 2³¹ − 1 rows
     */
    public static FloatMatrix wrap(final List<float[]> blocks, final int rowsPerBlock, final int columns) {
        for (final float[] block : blocks) {
            if ((long) rowsPerBlock * columns != block.length) {
                throw new IllegalArgumentException(
                        "a " + rowsPerBlock + "x" + columns + " block does not have " + block.length + " values");
            }
        }
        return new FloatMatrix(
                Math.multiplyExact(blocks.size(), rowsPerBlock),
                columns,
                rowsPerBlock,
                blocks.stream().map(FloatBuffer::wrap).toList());
    }

    /**
     * Maps little-endian floats of a file, without reading them.
     *
     * @param file open for reading; may be closed afterwards
     * @param offset of the first value, in bytes
     * @throws IOException if the file is shorter than the matrix or cannot be mapped
     */
    public static FloatMatrix map(final FileChannel file, final long offset, final int rows, final int columns)
            throws IOException {
        final long rowBytes = (long) columns * Float.BYTES;
        if (offset + rows * rowBytes > file.size()) {
            throw new IOException("file ends before its " + rows + "x" + columns + " matrix does");
        }
        final int perSegment = rowsPerSegment(columns);
        final List<FloatBuffer> segments = new ArrayList<>();
        for (long first = 0; first < rows; first += perSegment) {
            final int count = (int) Math.min(perSegment, rows - first);
            final ByteBuffer bytes =
                    file.map(FileChannel.MapMode.READ_ONLY, offset + first * rowBytes, count * rowBytes);
            segments.add(bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
        }
        return new FloatMatrix(rows, columns, perSegment, segments);
    }

    private static int rowsPerSegment(final int columns) {
        return (int) Math.max(1, SEGMENT_BYTES / ((long) Math.max(1, columns) * Float.BYTES));
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many values a row has. */
    public int columns() {
        return columns;
    }

    /**
     * Copies rows {@code first, first + 1, …} into an array.
     *
     * @param first first row
     * @param count how many rows
     * @param target receives {@code count * columns} values
     * @param offset where in {@code target} the first value goes
     */
    public void copyRows(final int first, final int count, final float[] target, final int offset) {
        int done = 0;
        while (done < count) {
            final int row = first + done;
            final int inSegment = row % rowsPerSegment;
            final int take = Math.min(count - done, rowsPerSegment - inSegment);
            segments.get(row / rowsPerSegment)
                    .get(inSegment * columns, target, offset + done * columns, take * columns);
            done += take;
        }
    }

    /** One row, copied. */
    public float[] row(final int row) {
        final float[] values = new float[columns];
        copyRows(row, 1, values, 0);
        return values;
    }

    /**
     * Some blocks of rows of one length, in the order given, as one matrix. Nothing is copied, except a block that lies across
     * two of this matrix's segments.
     *
     * @param blocks numbers of blocks: block {@code b} begins at row {@code b * rowsPerBlock}
     * @param rowsPerBlock rows of each, at least 1
     */
    public FloatMatrix blocks(final int[] blocks, final int rowsPerBlock) {
        final List<FloatBuffer> views = new ArrayList<>();
        for (final int block : blocks) {
            views.add(view(block * rowsPerBlock, rowsPerBlock));
        }
        return new FloatMatrix(blocks.length * rowsPerBlock, columns, rowsPerBlock, views);
    }

    /**
     * Rows {@code first, first + 1, …}, to be read from position 0. Nothing is copied, unless they lie across two of this
     * matrix's segments.
     *
     * @param first first row
     * @param count how many rows
     */
    public FloatBuffer view(final int first, final int count) {
        final int inSegment = first % rowsPerSegment;
        if (inSegment + count > rowsPerSegment) {
            final float[] copy = new float[Math.multiplyExact(count, columns)];
            copyRows(first, count, copy, 0);
            return FloatBuffer.wrap(copy);
        }
        return segments.get(first / rowsPerSegment).slice(inSegment * columns, count * columns);
    }

    /**
     * Some rows, in the order given, copied onto the heap.
     *
     * @param indices row numbers
     */
    public FloatMatrix select(final int[] indices) {
        final float[] values = new float[Math.multiplyExact(indices.length, columns)];
        for (int i = 0; i < indices.length; i++) {
            copyRows(indices[i], 1, values, i * columns);
        }
        return wrap(values, indices.length, columns);
    }
}
