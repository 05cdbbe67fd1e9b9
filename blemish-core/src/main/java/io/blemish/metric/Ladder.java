package io.blemish.metric;

/**
 * The distinct scores of the positives, in increasing order, as rungs; finds where any other score stands between them.
 *
 * <p>The range of keys is cut into about as many equal buckets as there are rungs. A look-up goes to its bucket's rungs
 * and halves from there: about one step where the scores are spread, never more than the binary search over all.
 */
final class Ladder {
    /** So that the buckets' starts, 4 bytes each, stay in a core's cache. */
    private static final int MAX_BUCKET_BITS = 20;

    private final int[] keys;
    private final int[] bucketStarts;
    private final int shift;

    private Ladder(final int[] keys, final int[] bucketStarts, final int shift) {
        this.keys = keys;
        this.bucketStarts = bucketStarts;
        this.shift = shift;
    }

    /**
     * Builds the ladder.
     *
     * @param sorted in increasing order of their upper halves, which are the keys; at least one
     */
    static Ladder of(final long[] sorted) {
        final int[] keys = distinct(sorted);
        final int first = keys[0];
        final int range = keys[keys.length - 1] - first; // unsigned
        final int rangeBits = Integer.SIZE - Integer.numberOfLeadingZeros(range);
        final int wantedBits = Integer.SIZE - Integer.numberOfLeadingZeros(keys.length);
        final int shift = Math.max(0, rangeBits - Math.min(MAX_BUCKET_BITS, wantedBits));
        final int buckets = (range >>> shift) + 1;
        final int[] starts = new int[buckets + 1];
        int rung = 0;
        for (int bucket = 0; bucket <= buckets; bucket++) {
            while (rung < keys.length && (keys[rung] - first) >>> shift < bucket) {
                rung++;
            }
            starts[bucket] = rung;
        }
        return new Ladder(keys, starts, shift);
    }

    private static int[] distinct(final long[] sorted) {
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            count += key(sorted[i]) == key(sorted[i - 1]) ? 0 : 1;
        }
        final int[] keys = new int[count];
        keys[0] = key(sorted[0]);
        for (int i = 1, rung = 0; i < sorted.length; i++) {
            if (key(sorted[i]) != keys[rung]) {
                keys[++rung] = key(sorted[i]);
            }
        }
        return keys;
    }

    private static int key(final long value) {
        return (int) (value >>> Integer.SIZE);
    }

    /** How many places {@link #place} tells apart. */
    int places() {
        return 2 * keys.length + 1;
    }

    /** Where a key stands: {@code 2r + 1} on rung {@code r}, {@code 2r} below it and above the one before. */
    int place(final int key) {
        if (key < keys[0]) {
            return 0;
        }
        if (key > keys[keys.length - 1]) {
            return 2 * keys.length;
        }
        final int bucket = (key - keys[0]) >>> shift;
        int low = bucketStarts[bucket];
        int high = bucketStarts[bucket + 1];
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low + (keys[low] == key ? 1 : 0);
    }
}
