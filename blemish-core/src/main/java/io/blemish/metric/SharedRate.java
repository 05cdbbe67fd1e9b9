package io.blemish.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The mean over the good pictures of the share of pixels at or above each threshold. */
final class SharedRate {
    private final EvenThresholds thresholds;

    /** The mean share at each threshold, in descending order. */
    private final double[] rates;

    private SharedRate(final EvenThresholds thresholds, final double[] rates) {
        this.thresholds = thresholds;
        this.rates = rates;
    }

    /**
     * Takes the thresholds from the good pictures.
     *
     * @return the rate; empty without a good picture, or if all its values are equal or one is infinite
     * @throws IllegalArgumentException if a score is not a number
     */
    static Optional<SharedRate> of(final List<PixelMap> maps, final int count) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        final int[] notNumbers = new int[maps.size()];
        for (int m = 0; m < notNumbers.length; m++) {
            final PixelMap map = maps.get(m);
            notNumbers[m] = map.firstNaN();
            if (map.isGood()) {
                for (final float score : map.scores()) {
                    low = Math.min(low, score);
                    high = Math.max(high, score);
                }
            }
        }
        PixelRanking.refuseNaN(notNumbers);
        if (!(low < high) || Float.isInfinite(high - low)) {
            return Optional.empty();
        }
        final EvenThresholds thresholds = new EvenThresholds(low, high, count);
        return Optional.of(new SharedRate(thresholds, meanRates(maps, thresholds)));
    }

    private static double[] meanRates(final List<PixelMap> maps, final EvenThresholds thresholds) {
        final double[] rates = new double[thresholds.count()];
        final long[] highest = new long[thresholds.count()];
        int pixels = 0;
        int pictures = 0;
        for (final PixelMap map : maps) {
            if (!map.isGood() || map.scores().length == 0) {
                continue;
            }
            // Pictures of one size are counted together, because there are far more thresholds than pixels.
            if (map.scores().length != pixels) {
                addShares(highest, pixels, rates);
                pixels = map.scores().length;
            }
            for (final float score : map.scores()) {
                highest[thresholds.highestAtMost(score)]++;
            }
            pictures++;
        }
        addShares(highest, pixels, rates);
        for (int k = 0; k < rates.length; k++) {
            rates[k] /= pictures;
        }
        return rates;
    }

    /**
     * Adds the share of pixels at or above each threshold, summed over pictures of the same size, and clears the counts.
     *
     * @param highest how many pixels have each threshold as the highest that they reach
     * @param pixels of one picture; none if no picture was counted
     * @param rates where the shares are added
     */
    private static void addShares(final long[] highest, final int pixels, final double[] rates) {
        long above = 0;
        for (int k = rates.length - 1; pixels > 0 && k >= 0; k--) {
            above += highest[k];
            rates[k] += (double) above / pixels;
        }
        Arrays.fill(highest, 0);
    }

    /**
     * The thresholds whose rates are closest to two rates, and all between them.
     *
     * @return the range; empty if a rate is below that of the highest threshold, or both are closest to the same one
     */
    Optional<RateRange> between(final double lowerRate, final double upperRate) {
        if (lowerRate < rates[rates.length - 1]) {
            return Optional.empty();
        }
        final int first = closest(upperRate);
        final int last = closest(lowerRate);
        return first < last ? Optional.of(new RateRange(thresholds, rates, first, last)) : Optional.empty();
    }

    /** The lowest of the thresholds whose rates are equally close; at a rate of 1 the highest. */
    private int closest(final double rate) {
        int best = 0;
        for (int k = 1; k < rates.length; k++) {
            final double difference = Math.abs(rates[k] - rate) - Math.abs(rates[best] - rate);
            if (difference < 0 || (difference == 0 && rate == 1)) {
                best = k;
            }
        }
        return best;
    }
}
