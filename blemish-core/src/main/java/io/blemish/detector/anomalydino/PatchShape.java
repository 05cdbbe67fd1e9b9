package io.blemish.detector.anomalydino;

/**
 * Shapes of patches on a grid.
 *
 * @param height rows
 * @param width columns
 */
record PatchShape(int height, int width) {
    /**
     * By how much more a shape covers the middle of the grid than what is around it, from -1 to 1.
     *
     * @param border the share of each side that is not the middle
     */
    double centrality(final boolean[] shape, final double border) {
        int inMiddle = 0;
        int covered = 0;
        int middle = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                final boolean central = inMiddle(row, height, border) && inMiddle(column, width, border);
                final boolean own = shape[row * width + column];
                middle += central ? 1 : 0;
                covered += own ? 1 : 0;
                inMiddle += central && own ? 1 : 0;
            }
        }
        final int around = height * width - middle;
        return (double) inMiddle / Math.max(1, middle) - (double) (covered - inMiddle) / Math.max(1, around);
    }

    private static boolean inMiddle(final int place, final int length, final double border) {
        return place >= (int) (length * border) && place < length * (1 - border);
    }

    /** With all neighbours of its patches, of which a patch has eight. */
    boolean[] dilated(final boolean[] shape) {
        final boolean[] dilated = new boolean[shape.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                dilated[row * width + column] = around(shape, row, column, true);
            }
        }
        return dilated;
    }

    /** Without holes and gaps of at most two patches. */
    boolean[] closed(final boolean[] shape) {
        final boolean[] dilated = dilated(shape);
        final boolean[] closed = new boolean[shape.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                closed[row * width + column] = !around(dilated, row, column, false);
            }
        }
        return closed;
    }

    /** Whether a patch or one of its neighbours on the grid has a value. */
    private boolean around(final boolean[] shape, final int row, final int column, final boolean value) {
        for (int r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
                if (shape[r * width + c] == value) {
                    return true;
                }
            }
        }
        return false;
    }
}
