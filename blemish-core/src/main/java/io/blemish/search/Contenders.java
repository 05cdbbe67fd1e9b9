package io.blemish.search;

import java.util.Arrays;

/**
 * Rows that may be among a query's nearest, each with a lower bound of its score: first a list, then a binary heap with
 * the smallest bound on top. A bound is refined once.
 */
final class Contenders {
    private static final int INITIAL = 256;

    /** A refined row is kept as its complement. */
    private int[] rows = new int[INITIAL];

    private float[] bounds = new float[INITIAL];
    private int count;

    /** Adds the rows of a block whose score is not above a threshold. */
    void add(final int first, final float[] scores, final int size, final float threshold) {
        if (rows.length < count + size) {
            final int capacity = Math.max(2 * rows.length, count + size);
            rows = Arrays.copyOf(rows, capacity);
            bounds = Arrays.copyOf(bounds, capacity);
        }
        int kept = count;
        for (int s = 0; s < size; s++) {
            // Written always, kept or not: a branch here would be mispredicted for every kept row.
            rows[kept] = first + s;
            bounds[kept] = scores[s];
            kept += scores[s] > threshold ? 0 : 1;
        }
        count = kept;
    }

    /** Drops the rows above a threshold and makes a heap of the others. */
    void order(final float threshold) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!(bounds[i] > threshold)) {
                rows[kept] = rows[i];
                bounds[kept++] = bounds[i];
            }
        }
        count = kept;
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    boolean isNotEmpty() {
        return count > 0;
    }

    /** The smallest bound. */
    float bound() {
        return bounds[0];
    }

    /** The row of the smallest bound. */
    int row() {
        return rows[0] < 0 ? ~rows[0] : rows[0];
    }

    /** Whether the smallest bound is a refined one. */
    boolean isRefined() {
        return rows[0] < 0;
    }

    /** Replaces the smallest bound by a better one of the same row. */
    void refine(final float bound) {
        bounds[0] = bound;
        rows[0] = ~rows[0];
        sink(0);
    }

    /** Takes the row of the smallest bound out. */
    int remove() {
        final int row = row();
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
