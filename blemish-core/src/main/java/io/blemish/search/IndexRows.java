package io.blemish.search;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;

/**
 * Rows of an index that threads compute in any order and queries then read: on the heap where they are few, in a temporary
 * file where they would crowd it. The index of 600,000 patches takes 620 MB.
 */
interface IndexRows {
    /** Below this the heap of any machine has room. */
    long ON_HEAP_BYTES = 64L << 20;

    /**
     * Makes room.
     *
     * @param rows how many
     * @param columns values of each
     */
    static IndexRows create(final int rows, final int columns) {
        return create(rows, columns, ON_HEAP_BYTES);
    }

    /**
     * Makes room.
     *
     * @param rows how many
     * @param columns values of each
     * @param onHeap how many bytes the heap may hold
     */
    static IndexRows create(final int rows, final int columns, final long onHeap) {
        return (long) rows * columns * Float.BYTES <= onHeap ? new OnHeap(rows, columns) : new InFile(rows, columns);
    }

    /** Writes whole rows from row {@code first} on. */
    void write(int first, float[] values);

    /** All rows; to be called once, when all are written. */
    FloatMatrix matrix();

    /** In an array. */
    final class OnHeap implements IndexRows {
        private final int rows;
        private final int columns;
        private final float[] all;

        OnHeap(final int rows, final int columns) {
            this.rows = rows;
            this.columns = columns;
            this.all = new float[Math.multiplyExact(rows, columns)];
        }

        @Override
        public void write(final int first, final float[] values) {
            System.arraycopy(values, 0, all, first * columns, values.length);
        }

        @Override
        public FloatMatrix matrix() {
            return FloatMatrix.wrap(all, rows, columns);
        }
    }

    /** In a temporary file. */
    final class InFile implements IndexRows {
        private final FloatFile file;

        InFile(final int rows, final int columns) {
            this.file = FloatFile.create(rows, columns);
        }

        @Override
        public void write(final int first, final float[] values) {
            file.write(first, values);
        }

        @Override
        public FloatMatrix matrix() {
            return file.release();
        }
    }
}
