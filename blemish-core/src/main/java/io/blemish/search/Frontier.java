package io.blemish.search;

import java.util.Arrays;

/** Rows that a walk has seen and not yet left from, the nearest first: a binary heap of a {@link Shortlist}'s entries. */
final class Frontier {
    private static final int INITIAL = 256;

    private long[] heap = new long[INITIAL];
    private int count;

    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(final long entry) {
        if (count == heap.length) {
            heap = Arrays.copyOf(heap, 2 * count);
        }
        int hole = count++;
        while (hole > 0 && heap[(hole - 1) / 2] > entry) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = entry;
    }

    /** Takes the nearest out. */
    long remove() {
        final long nearest = heap[0];
        final long last = heap[--count];
        int hole = 0;
        while (2 * hole + 1 < count) {
            int child = 2 * hole + 1;
            if (child + 1 < count && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = last;
        return nearest;
    }
}
