package io.blemish.search;

import java.util.Arrays;

/**
 * Rows that may be among a query's nearest, each with a lower bound of its score: first a list in the order of finding,
 * then, once the bounds are as good as they get, a binary heap with the smallest on top.
 */
final class Contenders {
    private static final int INITIAL = 256;
    private static final int USUAL = 4096;

    private int[] rows = new int[INITIAL];
    private float[] bounds = new float[INITIAL];
    private int count;

    /** Forgets all rows, and room for more than usual. */
    void clear() {
        count = 0;
        if (rows.length > USUAL) {
            rows = new int[INITIAL];
            bounds = new float[INITIAL];
        }
    }

    /** Adds the rows of a block whose score is not above a threshold. */
    void add(final int first, final float[] scores, final int size, final float threshold) {
        for (int s = 0; s < size; s++) {
            // Few are, so the branch is predicted well: storing first and counting without a branch takes twice as
            // long.
            if (scores[s] <= threshold) {
                if (count == rows.length) {
                    rows = Arrays.copyOf(rows, 2 * count);
                    bounds = Arrays.copyOf(bounds, 2 * count);
                }
                rows[count] = first + s;
                bounds[count++] = scores[s];
            }
        }
    }

    int count() {
        return count;
    }

    int row(final int i) {
        return rows[i];
    }

    float bound(final int i) {
        return bounds[i];
    }

    /** Keeps a row, as number {@code i} of those kept. */
    void keep(final int i, final int row, final float bound) {
        rows[i] = row;
        bounds[i] = bound;
    }

    /** Makes a heap of the first rows and forgets the others. */
    void order(final int kept) {
        count = kept;
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** Takes the row of the smallest bound out. */
    int remove() {
        final int row = rows[0];
        count--;
        rows[0] = rows[count];
        bounds[0] = bounds[count];
        sink(0);
        return row;
    }

    private void sink(final int from) {
        final int row = rows[from];
        final float bound = bounds[from];
        int hole = from;
        while (2 * hole + 1 < count) {
            int child = 2 * hole + 1;
            if (child + 1 < count && bounds[child + 1] < bounds[child]) {
                child++;
            }
            if (bounds[child] >= bound) {
                break;
            }
            rows[hole] = rows[child];
            bounds[hole] = bounds[child];
            hole = child;
        }
        rows[hole] = row;
        bounds[hole] = bound;
    }
}
