package io.blemish.prediction;

import java.util.Optional;

/**
 * The share of good pictures that may raise a false alarm, and how sure that is to be.
 *
 * <p>If the scores of {@code n} good pictures are exchangeable with that of a new one, and at most {@code k} of them lie above
 * the threshold, then a new good picture lies above it with a probability of at most {@code (k + 1) / (n + 1)} (split-conformal
 * prediction, Vovk et al. 2005). Over all draws of the {@code n} pictures the share of new ones above it follows at worst the
 * Beta distribution with {@code k + 1} and {@code n - k} (Vovk 2012, "Conditional validity of inductive conformal predictors",
 * proposition 2b). The first decides without a confidence, a quantile of the second with one.
 *
 * @param share of good pictures, in {@code (0, 1)}
 * @param confidence the probability with which the share of a model is not larger, in {@code (0, 1)}; empty if the share is to
 *     hold on average only
 */
public record FalseAlarmLimit(double share, Optional<Double> confidence) {
    /** One good picture in a hundred, on average. */
    public static final FalseAlarmLimit DEFAULT = new FalseAlarmLimit(0.01, Optional.empty());

    /** A rank or a share in tenths that differs from a whole number by less is that number, since the share is rounded to binary digits. */
    private static final double ROUNDING = 1e-9;

    private static final double TENTHS_OF_A_PERCENT = 1000;

    /**
     * Checks the ranges.
     *
     * @param share the share of good pictures, in {@code (0, 1)}
     * @param confidence the probability with which the share of a model is not larger, in {@code (0, 1)}, if there is one
     */
    public FalseAlarmLimit {
        require(share, "the share of false alarms");
        confidence.ifPresent(value -> require(value, "confidence"));
    }

    private static void require(final double value, final String name) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1, not " + value);
        }
    }

    /**
     * {@return how many of some scores may lie above the threshold; -1 if they are too few for the limit}
     *
     * @param scores number of scores
     */
    int above(final int scores) {
        if (confidence.isEmpty()) {
            return (int) Math.floor((scores + 1) * share + ROUNDING) - 1;
        }
        int above = -1;
        while (above + 1 < scores && Binomial.atMost(scores, share, above + 1) <= 1 - confidence.get()) {
            above++;
        }
        return above;
    }

    /**
     * {@return a share that is promised, in tenths of a percent and rounded up, so that no more is promised than holds}
     *
     * @param share of good pictures, in {@code [0, 1]}
     */
    public static double roundedUp(final double share) {
        return Math.ceil(share * TENTHS_OF_A_PERCENT - ROUNDING) / TENTHS_OF_A_PERCENT;
    }

    /** {@return the smallest number of good pictures that support the limit} */
    public int picturesNeeded() {
        return (int) Math.ceil(
                confidence.map(sure -> Math.log1p(-sure) / Math.log1p(-share)).orElseGet(() -> 1 / share - 1)
                        - ROUNDING);
    }
}
