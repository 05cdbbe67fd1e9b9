package io.blemish.drift;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The values that the training pictures and all pictures since have for one statistic. Each new value gets a conformal p-value:
 * the share of the bag, itself included, that is above it. Then it joins the bag. If the pictures are exchangeable, the p-values
 * of different pictures are independent and uniform (Vovk, Gammerman and Shafer 2005, "Algorithmic Learning in a Random World",
 * theorem 8.2), which they would not be if they were all taken against the training pictures alone.
 *
 * <p>A value has a place, so that the bags of all statistics hold the same pictures; see {@link Places}.
 */
final class Bag {
    private final RandomGenerator random;

    /** By place; NaN for a picture without a value. */
    private float[] values;

    private float[] sorted;
    private int size;

    /**
     * A bag of the training pictures.
     *
     * @param values of them, by place
     * @param random decides among equal values
     */
    Bag(final float[] values, final RandomGenerator random) {
        this.values = values.clone();
        this.sorted = values.clone();
        this.size = values.length;
        this.random = random;
        Arrays.sort(sorted);
    }

    /** The p-value of a new value, against large ones. Of equal values a share drawn at random counts as larger. */
    double pValue(final float value) {
        final int larger = size - firstAbove(value);
        final int equal = size - larger - firstAbove(Math.nextDown(value));
        return (larger + random.nextDouble() * (equal + 1)) / (size + 1.0);
    }

    /**
     * Puts a value in a place, instead of the one that is there.
     *
     * @param value NaN for a picture without a value
     * @param place an earlier one or the next
     */
    void put(final float value, final int place) {
        if (place == values.length) {
            values = Arrays.copyOf(values, 2 * place + 1);
            Arrays.fill(values, place, values.length, Float.NaN);
        }
        remove(values[place]);
        values[place] = value;
        insert(value);
    }

    private void insert(final float value) {
        if (Float.isNaN(value)) {
            return;
        }
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, 2 * size + 1);
        }
        final int at = firstAbove(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    private void remove(final float value) {
        if (Float.isNaN(value)) {
            return;
        }
        final int at = firstAbove(value) - 1;
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        size--;
    }

    private int firstAbove(final float value) {
        int low = 0;
        int high = size;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
