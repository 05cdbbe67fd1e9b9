package io.blemish.metric;

import java.util.function.IntToDoubleFunction;

/**
 * Counts of positives and negatives at or above each threshold. Only the positives are sorted; of the negatives it is
 * enough to know how many lie between two positives, and how many are tied with one. Every threshold at which a curve
 * turns is the score of a positive: between two of those only negatives are added, and the ROC and PRO curves are
 * horizontal.
 *
 * <p>So there are as many thresholds as the positives have distinct scores, and nothing is approximated.
 */
final class ThresholdSweep {
    private final long[] sorted;
    private final int[] negativesByBin;
    private final long negatives;

    /**
     * Makes a sweep over counts that are already made.
     *
     * @param sorted the positives in increasing order: key in the upper half, in the lower the area of the positive's
     *     region (1 if there are no regions), or else the number that the gain of {@link #run} is asked for
     * @param negativesByBin how many negatives lie in each of the {@linkplain ScoreBins bins} of the positives, unsigned
     * @param negatives how many there are
     */
    ThresholdSweep(final long[] sorted, final int[] negativesByBin, final long negatives) {
        this.sorted = sorted;
        this.negativesByBin = negativesByBin;
        this.negatives = negatives;
    }

    /** Makes a sweep without a positive, and so without a threshold. */
    static ThresholdSweep withoutPositives(final long negatives) {
        return new ThresholdSweep(new long[0], new int[1], negatives);
    }

    /**
     * Runs through all distinct scores of the positives, from the highest to the lowest. A positive adds 1 / the area of
     * its region to the sum of overlaps.
     *
     * @param visitor called once for each score
     */
    void run(final Visitor visitor) {
        run(visitor, area -> 1.0 / area);
    }

    /**
     * Runs through the same scores with another gain.
     *
     * @param visitor called once for each score
     * @param gain what a positive adds to the sum of overlaps, by the lower half of its entry
     */
    void run(final Visitor visitor, final IntToDoubleFunction gain) {
        int next = sorted.length;
        int bin = negativesByBin.length - 1;
        long above = 0;
        double overlap = 0;
        while (next > 0) {
            final int key = (int) (sorted[next - 1] >>> Integer.SIZE);
            while (next > 0 && (int) (sorted[next - 1] >>> Integer.SIZE) == key) {
                next--;
                overlap += gain.applyAsDouble((int) sorted[next]);
            }
            above += Integer.toUnsignedLong(negativesByBin[bin]);
            final long withTies = above + Integer.toUnsignedLong(negativesByBin[bin - 1]);
            visitor.visit(ScoreKey.score(key), above, withTies, sorted.length - next, overlap);
            above = withTies;
            bin -= 2;
        }
    }

    /** The number of positives. */
    long positives() {
        return sorted.length;
    }

    /** The number of negatives. */
    long negatives() {
        return negatives;
    }

    /** Is called for each threshold of a sweep. */
    interface Visitor {
        /**
         * Visits one distinct score of the positives.
         *
         * @param threshold the score
         * @param falseAbove negatives with a higher score
         * @param falsePositives negatives with this score or a higher one
         * @param truePositives positives with this score or a higher one
         * @param overlap sum of the gains of these positives: the sum of the overlaps of the regions
         */
        void visit(float threshold, long falseAbove, long falsePositives, long truePositives, double overlap);
    }
}
