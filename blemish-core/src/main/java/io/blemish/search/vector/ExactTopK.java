package io.blemish.search.vector;

import io.blemish.search.Neighbors;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The k rows nearest to one query by true distance. Each row comes with bounds of its squared distance. Only those rows that
 * the bounds cannot tell apart, usually k and one or two more, are measured exactly in the end.
 */
public final class ExactTopK {
    private static final int INITIAL_CAPACITY = 16;

    private final double[] uppers;
    private int[] rows = new int[INITIAL_CAPACITY];
    private double[] lowers = new double[INITIAL_CAPACITY];
    private int count;

    /**
     * Makes an empty list.
     *
     * @param k how many rows are wanted, at least 1
     */
    public ExactTopK(final int k) {
        this.uppers = new double[k];
        Arrays.fill(uppers, Double.POSITIVE_INFINITY);
    }

    /** At least the squared distance of the k-th row. A row that is farther is not among the nearest. */
    public double bound() {
        return uppers[uppers.length - 1];
    }

    /** Whether there are k rows; no row can be ruled out before. */
    public boolean isFull() {
        return bound() < Double.POSITIVE_INFINITY;
    }

    /**
     * Adds a row unless it is too far. The row must not have been offered before.
     *
     * @param lower bound of its squared distance
     * @param upper bound of its squared distance
     */
    public void offer(final double lower, final double upper, final int row) {
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
     * Writes the k nearest rows, sorted by squared distance, then by row.
     *
     * @param exact gives the squared distance of a row
     * @param query whose neighbours they are
     * @param neighbors receives them
     */
    public void write(final IntToDoubleFunction exact, final int query, final Neighbors neighbors) {
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
            neighbors.indices()[query * nearest.length + i] = nearest[i];
            neighbors.distances()[query * nearest.length + i] = (float) Math.sqrt(squares[i]);
        }
    }

    /** Inserts into a sorted array, which is the fastest way for the small k that is usual. */
    private static void insert(final double square, final int row, final double[] squares, final int[] nearest) {
        int at = squares.length - 1;
        if (!precedes(square, row, squares[at], nearest[at])) {
            return;
        }
        for (; at > 0 && precedes(square, row, squares[at - 1], nearest[at - 1]); at--) {
            squares[at] = squares[at - 1];
            nearest[at] = nearest[at - 1];
        }
        squares[at] = square;
        nearest[at] = row;
    }

    private static boolean precedes(final double square, final int row, final double other, final int otherRow) {
        return square < other || (square == other && row < otherRow);
    }
}
