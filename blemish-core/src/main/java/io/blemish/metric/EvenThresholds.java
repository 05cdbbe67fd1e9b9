package io.blemish.metric;

/** Thresholds at even distances between two values, in single precision, counted from both ends as torch does. */
final class EvenThresholds {
    private final float low;
    private final float high;
    private final float step;
    private final int count;

    /**
     * Thresholds.
     *
     * @param low the first, finite
     * @param high the last, finite and above the first
     * @param count at least 2
     */
    EvenThresholds(final float low, final float high, final int count) {
        this.low = low;
        this.high = high;
        this.step = (high - low) / (count - 1);
        this.count = count;
    }

    int count() {
        return count;
    }

    float at(final int index) {
        return index < count / 2 ? low + step * index : high - step * (count - 1 - index);
    }

    /** The index of the highest threshold that is at most a score; -1 if the first is above it. */
    int highestAtMost(final float score) {
        if (score < low) {
            return -1;
        }
        if (score >= high) {
            return count - 1;
        }
        int index = (int) Math.min(count - 1, (long) (((double) score - low) / step));
        // Rounding may have led one or more thresholds too far, or not far enough.
        while (index > 0 && at(index) > score) {
            index--;
        }
        while (index + 1 < count && at(index + 1) <= score) {
            index++;
        }
        return index;
    }
}
