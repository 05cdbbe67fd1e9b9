package io.blemish.array;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A matrix of floats that threads write once to a temporary file, row by row, and that is then read through a map. It takes
 * no heap; the free memory of the machine serves as its cache. The file is deleted when this is closed or the process ends.
 *
 * <p>Rows are written, not stored through a map: on a full disk a write fails, while a store through a map would crash the
 * process.
 */
public final class FloatFile implements AutoCloseable {
    private final int rows;
    private final int columns;
    private final TemporaryFile file = TemporaryFile.create(".f32");

    private FloatFile(final int rows, final int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Creates the file in the folder that {@code java.io.tmpdir} names.
     *
     * @param rows how many rows
     * @param columns values of a row
     * @throws BlemishException if the folder cannot be written
     */
    public static FloatFile create(final int rows, final int columns) {
        return new FloatFile(rows, columns);
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
     * Writes some rows.
     *
     * @param first number of the first row
     * @param values whole rows; their number is the array's length by {@link #columns}
     * @throws BlemishException if the disk is full
     */
    public void write(final int first, final float[] values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        final long needed = ((long) rows * columns * Float.BYTES) >> 20;
        file.write(bytes, (long) first * columns * Float.BYTES, "; the features need " + needed + " MB.");
    }

    /**
     * The first rows, as they are now. The matrix is valid until this is closed.
     *
     * @param count how many rows
     * @throws BlemishException if the file cannot be mapped
     */
    public FloatMatrix matrix(final int count) {
        try {
            return FloatMatrix.map(file.channel(), 0, count, columns);
        } catch (final IOException e) {
            throw file.unreadable(e);
        }
    }

    /**
     * All rows. This file is closed; its content lasts as long as the matrix is in use.
     *
     * @throws BlemishException if the file cannot be mapped
     */
    public FloatMatrix release() {
        try (this) {
            return matrix(rows);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
