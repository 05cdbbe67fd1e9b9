package io.blemish.alignment;

/**
 * Real or complex values on a grid, row by row.
 *
 * @param rows of the grid
 * @param columns of the grid
 * @param re the real parts
 * @param im the imaginary parts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Grid(int rows, int columns, double[] re, double[] im) {
    static Grid real(final int rows, final int columns, final double[] values) {
        return new Grid(rows, columns, values, new double[values.length]);
    }
}
