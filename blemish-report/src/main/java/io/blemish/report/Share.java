package io.blemish.report;

/**
 * A share of pictures with its 95% confidence interval.
 *
 * @param count the number of pictures in the share, at most {@code total}
 * @param total the number of all pictures
 */
record Share(long count, long total) {
    /** The 97.5% quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    boolean isDefined() {
        return total > 0;
    }

    double value() {
        return (double) count / total;
    }

    String percent() {
        return isDefined() ? Figures.percent(value()) : Figures.NONE;
    }

    /** The lower end of the 95% interval of Wilson, "Probable Inference", JASA 1927. */
    double low() {
        return count == 0 ? 0 : Math.max(0, center() - halfWidth());
    }

    /** The upper end of that interval. */
    double high() {
        return count == total ? 1 : Math.min(1, center() + halfWidth());
    }

    private double center() {
        return (count + Z * Z / 2) / (total + Z * Z);
    }

    private double halfWidth() {
        return Z / (total + Z * Z) * Math.sqrt((double) count * (total - count) / total + Z * Z / 4);
    }

    /** The share in words, such as {@code 3 of 40}. */
    @Override
    public String toString() {
        return Figures.count(count) + " of " + Figures.count(total);
    }
}
