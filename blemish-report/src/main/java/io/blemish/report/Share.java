package io.blemish.report;

import io.blemish.metric.WilsonInterval;

/**
 * A share of pictures with its 95% confidence interval.
 *
 * @param count the number of pictures in the share, at most {@code total}
 * @param total the number of all pictures
 */
record Share(long count, long total) {
    boolean isDefined() {
        return total > 0;
    }

    double value() {
        return (double) count / total;
    }

    String percent() {
        return isDefined() ? Figures.percent(value()) : Figures.NONE;
    }

    /** The lower end of the 95% interval. */
    double low() {
        return WilsonInterval.of(count, total).low();
    }

    /** The upper end of that interval. */
    double high() {
        return WilsonInterval.of(count, total).high();
    }

    /** The share in words, such as {@code 3 of 40}. */
    @Override
    public String toString() {
        return Figures.count(count) + " of " + Figures.count(total);
    }
}
