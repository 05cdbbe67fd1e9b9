package io.blemish.report;

/**
 * How many of how many, and between which bounds the share of very many would lie.
 *
 * @param count at most {@code total}
 * @param total of these
 */
record Share(long count, long total) {
    /** The normal distribution's 97.5% point. */
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

    /** Lower end of the 95% interval of Wilson, "Probable Inference", JASA 1927. */
    double low() {
        return count == 0 ? 0 : Math.max(0, center() - reach());
    }

    /** Upper end of that interval. */
    double high() {
        return count == total ? 1 : Math.min(1, center() + reach());
    }

    private double center() {
        return (count + Z * Z / 2) / (total + Z * Z);
    }

    private double reach() {
        return Z / (total + Z * Z) * Math.sqrt((double) count * (total - count) / total + Z * Z / 4);
    }

    /** {@code 3 of 40}. */
    @Override
    public String toString() {
        return Figures.count(count) + " of " + Figures.count(total);
    }
}
