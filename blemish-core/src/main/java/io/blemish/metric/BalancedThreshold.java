package io.blemish.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The threshold with the best balance of finds and false alarms on labelled scores: the share of the defective pictures above it
 * minus the share of the good ones above it is the largest (Youden, "Index for Rating Diagnostic Tests", 1950). Of several such
 * thresholds it lies in the middle of the widest gap between two scores, and of equal gaps in the highest.
 */
public final class BalancedThreshold {
    private BalancedThreshold() {}

    /**
     * {@return the threshold}
     *
     * @param scores one for each picture, each a number
     * @param anomalous whether the picture is defective; there are both kinds
     * @throws IllegalArgumentException if there are not both kinds
     */
    public static float of(final float[] scores, final boolean[] anomalous) {
        final int defective = ImageMetrics.countPositives(scores, anomalous);
        final int good = scores.length - defective;
        if (defective == 0 || good == 0) {
            throw new IllegalArgumentException("there must be good and defective pictures");
        }
        final int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        // The highest score as threshold: nothing is above it.
        float best = scores[order[0]];
        float widest = 0;
        long bestBalance = 0;
        // Both shares times both counts, so that ties are exact.
        long balance = 0;
        for (int i = 0; i + 1 < order.length; i++) {
            balance += anomalous[order[i]] ? good : -defective;
            final float high = scores[order[i]];
            final float low = scores[order[i + 1]];
            if (low < high && (balance > bestBalance || (balance == bestBalance && high - low > widest))) {
                bestBalance = balance;
                widest = high - low;
                best = middle(low, high);
            }
        }
        return best;
    }

    /** The middle, which is below the upper end even if there is no number between the two. */
    private static float middle(final float low, final float high) {
        final float middle = low + (high - low) / 2;
        return middle < high ? middle : low;
    }
}
