package io.blemish.search;

import java.util.Arrays;

/**
 * The few smallest of many estimates, each with the number that it is of; of equal estimates those of the lowest numbers.
 * A binary heap with the largest on top. An estimate and its number are one long, so that comparing them is one step.
 */
final class Shortlist {
    private static final int NUMBER_BITS = Integer.SIZE;

    private final long[] heap;
    private int count;

    /**
     * Makes an empty list.
     *
     * @param most how many it keeps, at least 1
     */
    Shortlist(final int most) {
        this.heap = new long[most];
    }

    /** An estimate above this is not among the smallest. */
    float bound() {
        return count < heap.length ? Float.POSITIVE_INFINITY : estimate(heap[0]);
    }

    /** Takes an estimate in, unless it is too large. What is not a number counts as infinite. */
    void offer(final float estimate, final int number) {
        final long entry = entry(estimate, number);
        if (count < heap.length) {
            rise(entry);
        } else if (entry < heap[0]) {
            sink(entry);
        }
    }

    /** The entries from the smallest, for {@link #number} and {@link #estimate}. The list is empty then. */
    long[] drain() {
        final long[] entries = Arrays.copyOf(heap, count);
        Arrays.sort(entries);
        count = 0;
        return entries;
    }

    /** Whose estimate an entry is. */
    static int number(final long entry) {
        return (int) entry;
    }

    /** An entry's estimate. */
    static float estimate(final long entry) {
        return Float.intBitsToFloat(ordered((int) (entry >> NUMBER_BITS)));
    }

    /** An estimate and its number as one long, in the order of estimates, then of numbers. */
    static long entry(final float estimate, final int number) {
        final float known = estimate < Float.POSITIVE_INFINITY ? estimate : Float.POSITIVE_INFINITY;
        return (long) ordered(Float.floatToRawIntBits(known)) << NUMBER_BITS | number;
    }

    /** Between a float's bits and an int in the same order; its own inverse. */
    private static int ordered(final int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }

    private void rise(final long entry) {
        int hole = count++;
        while (hole > 0 && heap[(hole - 1) / 2] < entry) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = entry;
    }

    private void sink(final long entry) {
        int hole = 0;
        while (2 * hole + 1 < count) {
            int child = 2 * hole + 1;
            if (child + 1 < count && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= entry) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = entry;
    }
}
