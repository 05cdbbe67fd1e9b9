package io.blemish.metric;

import io.blemish.array.Quantile;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A 95% confidence interval for the image AUROC of very many pictures of the same kinds. Both methods assume that pictures
 * are independent; frames of one video are not. If the scores separate the two kinds without an error, both methods give
 * {@code [1, 1]}, which means that the test set is too easy or too small for an interval.
 *
 * @param low lower end, in {@code [0, 1]}
 * @param high upper end, in {@code [0, 1]}
 */
public record AurocInterval(double low, double high) {
    /** Gives both ends to two digits. */
    public static final int USUAL_RESAMPLES = 2000;

    private static final double TAIL = 0.025;
    /** The 97.5% quantile of the normal distribution. */
    static final double Z = 1.959963984540054;

    /**
     * Computes the percentile bootstrap interval from {@link #USUAL_RESAMPLES} resamples.
     *
     * @param scores scores of the pictures, one each; a higher score means more anomalous
     * @param anomalous labels of the pictures in the same order; true for a defective one
     * @param seed the same seed gives the same interval
     * @return empty if AUROC is not defined
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    public static Optional<AurocInterval> bootstrap(final float[] scores, final boolean[] anomalous, final long seed) {
        return bootstrap(scores, anomalous, seed, USUAL_RESAMPLES);
    }

    /**
     * Computes the percentile bootstrap interval: the 2.5% and 97.5% quantiles, linearly interpolated, of the AUROC of
     * resamples (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13). Good and defective pictures
     * are drawn separately, as many of each as there are, because their shares are a choice of those who made the test
     * set, not chance. So each resample has an AUROC.
     *
     * @param scores scores of the pictures, one each; a higher score means more anomalous
     * @param anomalous labels of the pictures in the same order; true for a defective one
     * @param seed the same seed gives the same interval
     * @param resamples the number of resamples, at least 1
     * @return empty if AUROC is not defined
     * @throws IllegalArgumentException if a score is not a number, the arrays differ in length, or {@code resamples} is
     *     below 1
     */
    public static Optional<AurocInterval> bootstrap(
            final float[] scores, final boolean[] anomalous, final long seed, final int resamples) {
        if (resamples < 1) {
            throw new IllegalArgumentException("at least 1 resample is needed, not " + resamples);
        }
        final ScoreGroups groups = ScoreGroups.of(scores, anomalous);
        if (!groups.hasBothKinds()) {
            return Optional.empty();
        }
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] values = new double[resamples];
        final int[] positives = new int[groups.count()];
        final int[] negatives = new int[groups.count()];
        for (int i = 0; i < resamples; i++) {
            draw(groups.positives(), positives, random);
            draw(groups.negatives(), negatives, random);
            values[i] = auroc(positives, negatives, groups);
        }
        Arrays.sort(values);
        return Optional.of(new AurocInterval(Quantile.of(values, TAIL), Quantile.of(values, 1 - TAIL)));
    }

    /** Draws as many members as there are, with replacement, and counts them by group, so that nothing has to be sorted. */
    private static void draw(final int[] members, final int[] counts, final SplittableRandom random) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < members.length; i++) {
            counts[members[random.nextInt(members.length)]]++;
        }
    }

    private static double auroc(final int[] positives, final int[] negatives, final ScoreGroups groups) {
        long doubledPairs = 0;
        long below = 0;
        for (int group = 0; group < positives.length; group++) {
            doubledPairs += positives[group] * (2 * below + negatives[group]);
            below += negatives[group];
        }
        return doubledPairs / 2.0 / groups.positives().length / groups.negatives().length;
    }

    /**
     * Computes the normal interval around the AUROC with the variance of DeLong, DeLong and Clarke-Pearson, "Comparing the
     * Areas under Two or More Correlated Receiver Operating Characteristic Curves", Biometrics 1988; cut to
     * {@code [0, 1]}. It uses no random numbers, but holds only for many pictures and an AUROC that is not close to 1.
     *
     * @param scores scores of the pictures, one each; a higher score means more anomalous
     * @param anomalous labels of the pictures in the same order; true for a defective one
     * @return empty if there are fewer than two pictures of either kind
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    public static Optional<AurocInterval> deLong(final float[] scores, final boolean[] anomalous) {
        final Placements placements = Placements.of(scores, anomalous);
        if (!placements.hasTwoOfEachKind()) {
            return Optional.empty();
        }
        final double half = Z * placements.error();
        return Optional.of(
                new AurocInterval(Math.max(0, placements.auroc() - half), Math.min(1, placements.auroc() + half)));
    }
}
