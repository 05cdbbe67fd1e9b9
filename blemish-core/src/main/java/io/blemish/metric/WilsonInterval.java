package io.blemish.metric;

/**
 * The 95% interval of a share: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 1927.
 *
 * @param low the lower end, in {@code [0, 1]}
 * @param high the upper end, in {@code [0, 1]}
 */
public record WilsonInterval(double low, double high) {
    /** The 97.5% quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of a share that was counted.
     *
     * @param count how many are in the share, at most {@code total}
     * @param total how many there are, at least 1
     * @return the interval
     * @throws IllegalArgumentException if the counts are outside their ranges
     */
    public static WilsonInterval of(final long count, final long total) {
        if (total < 1 || count < 0 || count > total) {
            throw new IllegalArgumentException("there is no share of " + count + " of " + total);
        }
        final double center = (count + Z * Z / 2) / (total + Z * Z);
        final double half = Z / (total + Z * Z) * Math.sqrt((double) count * (total - count) / total + Z * Z / 4);
        return new WilsonInterval(
                count == 0 ? 0 : Math.max(0, center - half), count == total ? 1 : Math.min(1, center + half));
    }
}
