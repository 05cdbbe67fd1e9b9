package io.blemish.search;

import java.util.Arrays;

/**
 * The k nearest rows seen so far for one query, sorted by squared distance, then by index. Insertion into a sorted array
 * is quickest for the few neighbours that are asked for.
 */
final class NearestList {
    private final double[] squares;
    private final int[] rows;

    NearestList(final int k) {
        this.squares = new double[k];
        this.rows = new int[k];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        Arrays.fill(rows, Integer.MAX_VALUE);
    }

    /** The squared distance of the k-th; a row farther than this is not among the nearest. */
    double bound() {
        return squares[squares.length - 1];
    }

    /** Whether there are k; before that no row can be ruled out. */
    boolean isFull() {
        return bound() < Double.POSITIVE_INFINITY;
    }

    /** Takes a row in, unless it is too far or known already. */
    void offer(final double square, final int row) {
        int at = squares.length - 1;
        if (!before(square, row, at) || contains(row)) {
            return;
        }
        for (; at > 0 && before(square, row, at - 1); at--) {
            squares[at] = squares[at - 1];
            rows[at] = rows[at - 1];
        }
        squares[at] = square;
        rows[at] = row;
    }

    private boolean contains(final int row) {
        for (final int known : rows) {
            if (known == row) {
                return true;
            }
        }
        return false;
    }

    private boolean before(final double square, final int row, final int at) {
        return square < squares[at] || (square == squares[at] && row < rows[at]);
    }

    void write(final int[] indices, final float[] distances, final int offset) {
        for (int i = 0; i < rows.length; i++) {
            indices[offset + i] = rows[i];
            distances[offset + i] = (float) Math.sqrt(squares[i]);
        }
    }
}
