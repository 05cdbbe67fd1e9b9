package io.blemish.search;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Rows that may be among the k nearest to one query. Each comes with bounds of its squared distance; only those that the
 * bounds cannot tell apart, one or two more than k as a rule, are measured exactly in the end.
 */
final class NearestList {
    private static final int INITIAL = 16;

    private final double[] uppers;
    private int[] rows = new int[INITIAL];
    private double[] lowers = new double[INITIAL];
    private int count;

    NearestList(final int k) {
        this.uppers = new double[k];
        Arrays.fill(uppers, Double.POSITIVE_INFINITY);
    }

    /** No less than the squared distance of the k-th; a row farther than this is not among the nearest. */
    double bound() {
        return uppers[uppers.length - 1];
    }

    /** Whether there are k; before that no row can be ruled out. */
    boolean isFull() {
        return bound() < Double.POSITIVE_INFINITY;
    }

    /** Takes a row in, which was not offered before, unless it is too far. */
    void offer(final double lower, final double upper, final int row) {
        if (lower > bound()) {
            return;
        }
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
            lowers = Arrays.copyOf(lowers, 2 * count);
        }
        rows[count] = row;
        lowers[count++] = lower;
        int at = uppers.length - 1;
        if (upper < uppers[at]) {
            for (; at > 0 && upper < uppers[at - 1]; at--) {
                uppers[at] = uppers[at - 1];
            }
            uppers[at] = upper;
        }
    }

    /**
     * Writes the k nearest, sorted by squared distance, then by index.
     *
     * @param exact gives the squared distance of a row
     * @param indices receives k rows
     * @param distances receives k distances
     * @param offset where the first goes
     */
    void write(final IntToDoubleFunction exact, final int[] indices, final float[] distances, final int offset) {
        final double[] squares = new double[uppers.length];
        final int[] nearest = new int[uppers.length];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        Arrays.fill(nearest, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            if (lowers[i] <= bound()) {
                insert(exact.applyAsDouble(rows[i]), rows[i], squares, nearest);
            }
        }
        for (int i = 0; i < nearest.length; i++) {
            indices[offset + i] = nearest[i];
            distances[offset + i] = (float) Math.sqrt(squares[i]);
        }
    }

    /** Into a sorted array: quickest for the few neighbours that are asked for. */
    private static void insert(final double square, final int row, final double[] squares, final int[] nearest) {
        int at = squares.length - 1;
        if (!before(square, row, squares[at], nearest[at])) {
            return;
        }
        for (; at > 0 && before(square, row, squares[at - 1], nearest[at - 1]); at--) {
            squares[at] = squares[at - 1];
            nearest[at] = nearest[at - 1];
        }
        squares[at] = square;
        nearest[at] = row;
    }

    private static boolean before(final double square, final int row, final double other, final int otherRow) {
        return square < other || (square == other && row < otherRow);
    }
}
