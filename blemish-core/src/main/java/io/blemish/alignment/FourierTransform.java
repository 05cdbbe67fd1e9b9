package io.blemish.alignment;

/**
 * The discrete Fourier transform of a grid whose sides are powers of two (Cooley and Tukey, 1965). It works on whole rows at a
 * time, first down the columns, then down those of the transposed grid; so the transform of a grid lies transposed, and the way
 * back transposes it again.
 */
final class FourierTransform {
    private FourierTransform() {}

    /** The transform, transposed. The grid's own arrays are used up. */
    static Grid forward(final Grid grid) {
        return through(grid, -1);
    }

    /** The grid of a transposed transform, in real parts; larger by the number of its values. The arrays are used up. */
    static Grid backward(final Grid transposed) {
        return through(transposed, 1);
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // rows and columns change places
    private static Grid through(final Grid grid, final int sign) {
        down(grid, sign);
        final Grid turned = new Grid(grid.columns(), grid.rows(), turned(grid, grid.re()), turned(grid, grid.im()));
        down(turned, sign);
        return turned;
    }

    private static double[] turned(final Grid grid, final double[] values) {
        final int rows = grid.rows();
        final int columns = grid.columns();
        final double[] turned = new double[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    private static void down(final Grid grid, final int sign) {
        reverseBits(grid);
        final int rows = grid.rows();
        for (int half = 1; half < rows; half *= 2) {
            for (int k = 0; k < half; k++) {
                final double angle = sign * StrictMath.PI * k / half;
                final double cos = StrictMath.cos(angle);
                final double sin = StrictMath.sin(angle);
                for (int row = k; row < rows; row += 2 * half) {
                    butterfly(grid, row, row + half, cos, sin);
                }
            }
        }
    }

    private static void butterfly(
            final Grid grid, final int upper, final int lower, final double cos, final double sin) {
        final double[] re = grid.re();
        final double[] im = grid.im();
        final int columns = grid.columns();
        final int u = upper * columns;
        final int l = lower * columns;
        for (int i = 0; i < columns; i++) {
            final double turnedRe = re[l + i] * cos - im[l + i] * sin;
            final double turnedIm = re[l + i] * sin + im[l + i] * cos;
            re[l + i] = re[u + i] - turnedRe;
            im[l + i] = im[u + i] - turnedIm;
            re[u + i] += turnedRe;
            im[u + i] += turnedIm;
        }
    }

    private static void reverseBits(final Grid grid) {
        final int shift = Integer.numberOfLeadingZeros(grid.rows()) + 1;
        for (int row = 0; row < grid.rows(); row++) {
            final int other = shift == Integer.SIZE ? row : Integer.reverse(row) >>> shift;
            if (other > row) {
                swap(grid.re(), row, other, grid.columns());
                swap(grid.im(), row, other, grid.columns());
            }
        }
    }

    private static void swap(final double[] values, final int row, final int other, final int columns) {
        for (int i = 0; i < columns; i++) {
            final double kept = values[row * columns + i];
            values[row * columns + i] = values[other * columns + i];
            values[other * columns + i] = kept;
        }
    }
}
