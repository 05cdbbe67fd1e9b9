package io.blemish.metric;

/**
 * The distinct scores of the positives divide all scores into bins: one bin for each of these scores, one for each gap
 * between two neighbours, and one at both ends. Finds the bin of any score.
 *
 * <p>The range of keys is cut into about as many equal buckets as there are distinct keys. A look-up goes to the keys of
 * its bucket and runs a binary search there: about one step if the scores are spread evenly, never more than a binary
 * search over all keys.
 */
final class ScoreBins {
    /** The starts of the buckets, 4 bytes each, then stay in the cache of a core. */
    private static final int MAX_BUCKET_BITS = 20;

    private final int[] keys;
    private final int[] bucketStarts;
    private final int shift;

    private ScoreBins(final int[] keys, final int[] bucketStarts, final int shift) {
        this.keys = keys;
        this.bucketStarts = bucketStarts;
        this.shift = shift;
    }

    /**
     * Builds the bins.
     *
     * @param sorted in increasing order of their upper halves, which are the keys; at least one
     */
    static ScoreBins of(final long[] sorted) {
        final int[] keys = distinct(sorted);
        final int first = keys[0];
        final int range = keys[keys.length - 1] - first; // unsigned
        final int rangeBits = Integer.SIZE - Integer.numberOfLeadingZeros(range);
        final int wantedBits = Integer.SIZE - Integer.numberOfLeadingZeros(keys.length);
        final int shift = Math.max(0, rangeBits - Math.min(MAX_BUCKET_BITS, wantedBits));
        final int buckets = (range >>> shift) + 1;
        final int[] starts = new int[buckets + 1];
        int next = 0;
        for (int bucket = 0; bucket <= buckets; bucket++) {
            while (next < keys.length && (keys[next] - first) >>> shift < bucket) {
                next++;
            }
            starts[bucket] = next;
        }
        return new ScoreBins(keys, starts, shift);
    }

    private static int[] distinct(final long[] sorted) {
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            count += key(sorted[i]) == key(sorted[i - 1]) ? 0 : 1;
        }
        final int[] keys = new int[count];
        keys[0] = key(sorted[0]);
        for (int i = 1, last = 0; i < sorted.length; i++) {
            if (key(sorted[i]) != keys[last]) {
                keys[++last] = key(sorted[i]);
            }
        }
        return keys;
    }

    private static int key(final long value) {
        return (int) (value >>> Integer.SIZE);
    }

    /** The number of bins. */
    int count() {
        return 2 * keys.length + 1;
    }

    /** The bin of a key: {@code 2i + 1} if it equals distinct key {@code i}, {@code 2i} if it lies just below that key. */
    int bin(final int key) {
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
