package io.blemish.metric;

import io.blemish.parallel.Workers;

/**
 * Radix sort of longs by their upper 32 bits as a signed number. The sort is stable, so the result is the same for any
 * number of threads.
 *
 * <p>It starts at the least significant of three digits of 11 bits each: there are only three passes, and the counters stay
 * in the first-level cache. Each pass counts the digits of several blocks in parallel, then moves the values of each block
 * to positions of its own.
 */
final class RadixSort {
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    /** In a smaller block the counters cost more than the values. */
    private static final int SMALLEST_BLOCK = 1 << 14;

    private RadixSort() {}

    /**
     * Sorts the values.
     *
     * @param values overwritten: it holds either the result or an intermediate state
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

    /** Sorts by one digit; returns false if all values have the same digit, so that nothing had to move. */
    private static boolean pass(
            final long[] from, final long[] to, final int shift, final int blocks, final Workers workers) {
        final int[][] positions = new int[blocks][DIGITS];
        workers.forEach(blocks, block -> {
            final int[] counts = positions[block];
            for (int i = start(block, blocks, from.length); i < start(block + 1, blocks, from.length); i++) {
                counts[digit(from[i], shift)]++;
            }
        });
        if (!countsToPositions(positions, from.length)) {
            return false;
        }
        workers.forEach(blocks, block -> {
            final int[] next = positions[block];
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
        // The sign bit is inverted, so that negative keys come first.
        return (int) ((value ^ Long.MIN_VALUE) >>> shift) & (DIGITS - 1);
    }

    private static boolean countsToPositions(final int[][] counts, final int total) {
        int position = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            final int first = position;
            for (final int[] block : counts) {
                final int count = block[digit];
                block[digit] = position;
                position += count;
            }
            if (position - first == total) {
                return false;
            }
        }
        return true;
    }
}
