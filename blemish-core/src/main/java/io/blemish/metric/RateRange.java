package io.blemish.metric;

import java.util.OptionalDouble;

/** The part of a shared false-positive rate between two thresholds, in whose logarithm a curve is integrated. */
final class RateRange {
    private final EvenThresholds thresholds;
    private final double[] logRates;
    private final int first;

    /**
     * A range.
     *
     * @param rates at all thresholds; at those with a rate of 0 the logarithm is not finite, and they are left out
     * @param first index of the lowest threshold
     * @param last index of the highest threshold
     */
    RateRange(final EvenThresholds thresholds, final double[] rates, final int first, final int last) {
        this.thresholds = thresholds;
        this.first = first;
        int end = last + 1;
        while (end > first && rates[end - 1] == 0) {
            end--;
        }
        this.logRates = new double[end - first];
        for (int k = 0; k < logRates.length; k++) {
            logRates[k] = Math.log(rates[first + k]);
        }
    }

    /** How many thresholds the range has. */
    int points() {
        return logRates.length;
    }

    /** The area under the share of a defect's pixels that are at or above the threshold; empty for a good picture. */
    OptionalDouble areaUnder(final PixelMap map) {
        final int[] highest = new int[logRates.length];
        long above = 0;
        int defect = 0;
        for (int i = 0; i < map.mask().length; i++) {
            if (!map.mask()[i]) {
                continue;
            }
            defect++;
            final int index = thresholds.highestAtMost(map.scores()[i]) - first;
            if (index >= logRates.length) {
                above++;
            } else if (index >= 0) {
                highest[index]++;
            }
        }
        return defect == 0 ? OptionalDouble.empty() : OptionalDouble.of(area(highest, above, defect));
    }

    private double area(final int[] highest, final long foundAtEnd, final int defect) {
        long found = foundAtEnd;
        double area = 0;
        double before = 0;
        for (int k = logRates.length - 1; k >= 0; k--) {
            found += highest[k];
            final double share = (double) found / defect;
            if (k < logRates.length - 1) {
                area += (logRates[k] - logRates[k + 1]) * (share + before) / 2;
            }
            before = share;
        }
        return area;
    }
}
