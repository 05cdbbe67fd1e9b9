package io.blemish.search.vector;

import java.util.Arrays;

/**
 * Rows that are still to be looked at, the one of the smallest score first: a binary heap of {@link ScoredRow}s that grows.
 *
 * <p>There are two ways to fill it. {@link #add} keeps the order at every step. {@link #append} does not, until {@link
 * #heapify} restores it for all rows at once, which is cheaper if most of them are never polled.
 */
public final class CandidateQueue {
    private static final int INITIAL_CAPACITY = 256;

    /** Beyond this the room is not kept for the next use. */
    private static final int LARGEST_KEPT_CAPACITY = 4096;

    private long[] heap = new long[INITIAL_CAPACITY];
    private int count;

    /** Removes all rows. */
    public void clear() {
        count = 0;
        if (heap.length > LARGEST_KEPT_CAPACITY) {
            heap = new long[INITIAL_CAPACITY];
        }
    }

    /** How many rows there are. */
    public int size() {
        return count;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** The {@link ScoredRow} at a position: until {@link #heapify}, the order is that of {@link #append}. */
    public long get(final int position) {
        return heap[position];
    }

    /** Adds a {@link ScoredRow} at the end, out of order. */
    public void append(final long scoredRow) {
        if (count == heap.length) {
            heap = Arrays.copyOf(heap, 2 * count);
        }
        heap[count++] = scoredRow;
    }

    /** Replaces the {@link ScoredRow} at a position, out of order. */
    public void set(final int position, final long scoredRow) {
        heap[position] = scoredRow;
    }

    /** Removes all rows but the first ones and restores the order. */
    public void heapify(final int kept) {
        count = kept;
        for (int i = count / 2 - 1; i >= 0; i--) {
            siftDown(i, heap[i]);
        }
    }

    /** Adds a {@link ScoredRow} in order. */
    public void add(final long scoredRow) {
        append(scoredRow);
        int hole = count - 1;
        while (hole > 0 && heap[(hole - 1) / 2] > scoredRow) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = scoredRow;
    }

    /** The smallest {@link ScoredRow}; there must be one. */
    public long peek() {
        return heap[0];
    }

    /** Removes the smallest {@link ScoredRow}; there must be one. */
    public long poll() {
        final long smallest = heap[0];
        count--;
        siftDown(0, heap[count]);
        return smallest;
    }

    private void siftDown(final int from, final long scoredRow) {
        int hole = from;
        while (2 * hole + 1 < count) {
            int child = 2 * hole + 1;
            if (child + 1 < count && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= scoredRow) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = scoredRow;
    }
}
