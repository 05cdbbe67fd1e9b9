package io.blemish.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A read-only matrix of bytes, {@code [rows, columns]}, row by row, on the heap or in a mapped file; at most 2 GiB. Safe
 * for reading by many threads.
 */
public final class ByteMatrix {
    private final int rows;
    private final int columns;
    private final ByteBuffer values;

    private ByteMatrix(final int rows, final int columns, final ByteBuffer values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * A view of an array; the caller must not change it afterwards.
     *
     * @param values row by row, {@code rows * columns} of them
     * @throws IllegalArgumentException if the array's length is another
     */
    public static ByteMatrix wrap(final byte[] values, final int rows, final int columns) {
        if ((long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "a " + rows + "x" + columns + " matrix does not have " + values.length + " values");
        }
        return new ByteMatrix(rows, columns, ByteBuffer.wrap(values));
    }

    /**
     * Maps bytes of a file, without reading them.
     *
     * @param file open for reading; may be closed afterwards
     * @param offset of the first value
     * @throws IOException if the file is shorter than the matrix or cannot be mapped
     */
    public static ByteMatrix map(final FileChannel file, final long offset, final int rows, final int columns)
            throws IOException {
        final long bytes = (long) rows * columns;
        if (bytes > Integer.MAX_VALUE || offset + bytes > file.size()) {
            throw new IOException("file ends before its " + rows + "x" + columns + " matrix does");
        }
        return new ByteMatrix(rows, columns, file.map(FileChannel.MapMode.READ_ONLY, offset, bytes));
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
     * Copies rows {@code first, first + 1, …} to the start of an array.
     *
     * @param first first row
     * @param count how many rows
     * @param target receives {@code count * columns} values
     */
    public void copyRows(final int first, final int count, final byte[] target) {
        values.get(first * columns, target, 0, count * columns);
    }
}
