package io.blemish.metric;

import io.blemish.parallel.Workers;

/**
 * Sorts longs by their upper 32 bits as a signed number; what is equal there keeps its order, so the result is the same
 * for any number of threads.
 *
 * <p>Least significant digit first, three digits of 11 bits: few enough passes, and counters that stay in the innermost
 * cache. Each pass counts the digits of a few blocks side by side, then moves each block's values to places of their own.
 */
final class RadixSort {
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    /** Below this a block's counters cost more than its values. */
    private static final int SMALLEST_BLOCK = 1 << 14;

    private RadixSort() {}

    /**
     * Sorts.
     *
     * @param values overwritten: it holds either the result or what is left of the work
     * @return the sorted values, in {@code values} or in a new array
     */
    static long[] byUpperHalf(final long[] values, final Workers workers) {
        long[] from = values;
        long[] to = new long[values.length];
        final int blocks = Math.max(1, Math.min(workers.threads(), values.length / SMALLEST_BLOCK));
        for (int shift = Integer.SIZE; shift < Long.SIZE; shift += DIGIT_BITS) {
            if (pass(from, to, shift, blocks, workers)) {
                final long[] sorted = to;
                to = from;
                from = sorted;
            }
        }
        return from;
    }

    /** One digit; false where all values share it, so that nothing had to move. */
    private static boolean pass(
            final long[] from, final long[] to, final int shift, final int blocks, final Workers workers) {
        final int[][] places = new int[blocks][DIGITS];
        workers.forEach(blocks, block -> {
            final int[] counts = places[block];
            for (int i = start(block, blocks, from.length); i < start(block + 1, blocks, from.length); i++) {
                counts[digit(from[i], shift)]++;
            }
        });
        if (!countsToPlaces(places, from.length)) {
            return false;
        }
        workers.forEach(blocks, block -> {
            final int[] next = places[block];
            for (int i = start(block, blocks, from.length); i < start(block + 1, blocks, from.length); i++) {
                to[next[digit(from[i], shift)]++] = from[i];
            }
        });
        return true;
    }

    private static int start(final int block, final int blocks, final int length) {
        return (int) ((long) length * block / blocks);
    }

    private static int digit(final long value, final int shift) {
        // The sign bit inverted, so that negative keys come first.
        return (int) ((value ^ Long.MIN_VALUE) >>> shift) & (DIGITS - 1);
    }

    private static boolean countsToPlaces(final int[][] counts, final int total) {
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            final int first = place;
            for (final int[] block : counts) {
                final int count = block[digit];
                block[digit] = place;
                place += count;
            }
            if (place - first == total) {
                return false;
            }
        }
        return true;
    }
}
