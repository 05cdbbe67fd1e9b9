package io.blemish.array;

/**
 * Builds a matrix whose rows threads compute in any order: on the heap if it is small, in a temporary file if it would take
 * much of the heap. The search index of 600,000 patches takes 620 MB.
 */
public abstract sealed class FloatMatrixBuilder {
    /** The heap of any machine has room for a matrix of this size. */
    private static final long ON_HEAP_BYTES = 64L << 20;

    private FloatMatrixBuilder() {}

    /**
     * Begins a matrix.
     *
     * @param rows how many rows
     * @param columns values of a row
     * @throws io.blemish.BlemishException if the temporary folder is needed and cannot be written
     */
    public static FloatMatrixBuilder of(final int rows, final int columns) {
        return of(rows, columns, ON_HEAP_BYTES);
    }

    /**
     * Begins a matrix.
     *
     * @param rows how many rows
     * @param columns values of a row
     * @param onHeapBytes the largest size of a matrix on the heap
     */
    static FloatMatrixBuilder of(final int rows, final int columns, final long onHeapBytes) {
        return (long) rows * columns * Float.BYTES <= onHeapBytes
                ? new OnHeap(rows, columns)
                : new InFile(rows, columns);
    }

    /**
     * Writes whole rows. Threads may write different rows at once.
     *
     * @param first number of the first row
     * @param values whole rows; their number is the array's length by the columns
     */
    public abstract void write(int first, float[] values);

    /** All rows. To be called once, when all rows are written. */
    public abstract FloatMatrix build();

    /** A matrix in an array. */
    static final class OnHeap extends FloatMatrixBuilder {
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
        public FloatMatrix build() {
            return FloatMatrix.wrap(all, rows, columns);
        }
    }

    /** A matrix in a temporary file. */
    static final class InFile extends FloatMatrixBuilder {
        private final FloatFile file;

        InFile(final int rows, final int columns) {
            this.file = FloatFile.create(rows, columns);
        }

        @Override
        public void write(final int first, final float[] values) {
            file.write(first, values);
        }

        @Override
        public FloatMatrix build() {
            return file.release();
        }
    }
}
