package io.blemish.metric;

import java.util.Arrays;

/**
 * For each picture the share of the pictures of the other kind that lie on its right side: for a defective one those that are
 * lower, for a good one those that are higher; ties count half. Their mean is the AUROC. DeLong, DeLong and Clarke-Pearson call
 * them structural components.
 */
final class Placements {
    /** Of each defective picture, in the order of the pictures. */
    private final double[] ofPositives;

    /** Of each good picture, in the order of the pictures. */
    private final double[] ofNegatives;

    private Placements(final double[] ofPositives, final double[] ofNegatives) {
        this.ofPositives = ofPositives;
        this.ofNegatives = ofNegatives;
    }

    /**
     * Places the pictures.
     *
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    static Placements of(final float[] scores, final boolean[] anomalous) {
        final int positives = ImageMetrics.countPositives(scores, anomalous);
        final int[] keysOfPositives = new int[positives];
        final int[] keysOfNegatives = new int[scores.length - positives];
        int positive = 0;
        int negative = 0;
        for (int i = 0; i < scores.length; i++) {
            if (anomalous[i]) {
                keysOfPositives[positive++] = ScoreKey.of(scores[i]);
            } else {
                keysOfNegatives[negative++] = ScoreKey.of(scores[i]);
            }
        }
        final double[] ofNegatives = sharesBelow(keysOfNegatives, keysOfPositives);
        for (int i = 0; i < ofNegatives.length; i++) {
            ofNegatives[i] = 1 - ofNegatives[i];
        }
        return new Placements(sharesBelow(keysOfPositives, keysOfNegatives), ofNegatives);
    }

    /** For each of {@code ones} the share of {@code others} that are lower. */
    private static double[] sharesBelow(final int[] ones, final int[] others) {
        final int[] sorted = others.clone();
        Arrays.sort(sorted);
        final double[] shares = new double[ones.length];
        for (int i = 0; i < ones.length; i++) {
            final int below = below(sorted, ones[i], false);
            final int belowOrEqual = below(sorted, ones[i], true);
            shares[i] = (below + belowOrEqual) / 2.0 / others.length;
        }
        return shares;
    }

    /** How many keys are below a key, or not above it. */
    private static int below(final int[] sorted, final int key, final boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sorted[middle] < key || (orEqual && sorted[middle] == key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean hasTwoOfEachKind() {
        return ofPositives.length >= 2 && ofNegatives.length >= 2;
    }

    double auroc() {
        return mean(ofPositives);
    }

    /** DeLong's standard error of the AUROC. */
    double error() {
        return Math.sqrt(variance(ofPositives) / ofPositives.length + variance(ofNegatives) / ofNegatives.length);
    }

    /** The placements of the same pictures by these scores, less those by others. */
    Placements minus(final Placements others) {
        return new Placements(minus(ofPositives, others.ofPositives), minus(ofNegatives, others.ofNegatives));
    }

    private static double[] minus(final double[] ones, final double[] others) {
        final double[] differences = new double[ones.length];
        for (int i = 0; i < ones.length; i++) {
            differences[i] = ones[i] - others[i];
        }
        return differences;
    }

    private static double mean(final double[] values) {
        double sum = 0;
        for (final double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(final double[] values) {
        final double mean = mean(values);
        double squares = 0;
        for (final double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
