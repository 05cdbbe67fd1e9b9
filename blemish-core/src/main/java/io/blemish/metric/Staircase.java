package io.blemish.metric;

import java.util.function.IntToDoubleFunction;

/**
 * Positives and negatives over all thresholds. Only the positives are sorted; of the negatives it is enough to know how
 * many stand between two of them, and how many are tied. Every threshold at which a curve turns is a positive's score:
 * between two of those only negatives come in, and the ROC and PRO curves run level.
 *
 * <p>So the steps are as many as the positives' distinct scores, and nothing is approximated.
 */
final class Staircase {
    private final long[] sorted;
    private final int[] negativesByPlace;
    private final long negatives;

    /**
     * A staircase of counts already made.
     *
     * @param sorted the positives in increasing order: key in the upper half, in the lower the area of the positive's
     *     region (1 where there are no regions), or else what the gain of {@link #descend} is asked for
     * @param negativesByPlace how many negatives stand at each {@linkplain Ladder#place place} between the positives,
     *     unsigned
     * @param negatives how many there are
     */
    Staircase(final long[] sorted, final int[] negativesByPlace, final long negatives) {
        this.sorted = sorted;
        this.negativesByPlace = negativesByPlace;
        this.negatives = negatives;
    }

    /** Without a positive there is no step. */
    static Staircase withoutPositives(final long negatives) {
        return new Staircase(new long[0], new int[1], negatives);
    }

    /**
     * Goes down all distinct scores of the positives, from the highest. A positive adds to its region's overlap 1 / the
     * region's area.
     *
     * @param visitor called once for each
     */
    void descend(final Visitor visitor) {
        descend(visitor, area -> 1.0 / area);
    }

    /**
     * Goes down likewise.
     *
     * @param visitor called once for each distinct score
     * @param gain what a positive adds to the sum of overlaps, by the lower half of its entry
     */
    void descend(final Visitor visitor, final IntToDoubleFunction gain) {
        int next = sorted.length;
        int place = negativesByPlace.length - 1;
        long above = 0;
        double overlap = 0;
        while (next > 0) {
            final int key = (int) (sorted[next - 1] >>> Integer.SIZE);
            while (next > 0 && (int) (sorted[next - 1] >>> Integer.SIZE) == key) {
                next--;
                overlap += gain.applyAsDouble((int) sorted[next]);
            }
            above += Integer.toUnsignedLong(negativesByPlace[place]);
            final long withTies = above + Integer.toUnsignedLong(negativesByPlace[place - 1]);
            visitor.step(ScoreKey.score(key), above, withTies, sorted.length - next, overlap);
            above = withTies;
            place -= 2;
        }
    }

    /** How many positives. */
    long positives() {
        return sorted.length;
    }

    /** How many negatives. */
    long negatives() {
        return negatives;
    }

    /** Hears of each step. */
    interface Visitor {
        /**
         * One distinct score of the positives.
         *
         * @param threshold the score
         * @param falseAbove negatives with a higher score
         * @param falseHere negatives with this score or a higher
         * @param trueHere positives with this score or a higher
         * @param overlapHere sum over those of what they gain: the sum of the regions' overlaps
         */
        void step(float threshold, long falseAbove, long falseHere, long trueHere, double overlapHere);
    }
}
