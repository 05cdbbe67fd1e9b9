package io.blemish.metric;

import io.blemish.prediction.Binomial;

/**
 * McNemar's exact test of two judges of the same pictures: whether pictures that only one of them judges right are one judge's
 * more often than a fair coin explains. Pictures that both judge right, or both wrong, tell nothing and do not count. McNemar,
 * "Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages", Psychometrika 1947; exact by the
 * binomial distribution, as in Fagerland, Lydersen and Laake, BMC Medical Research Methodology 2013.
 *
 * @param onlyFirst pictures that only the first judge judges right
 * @param onlySecond pictures that only the second judge judges right
 * @param p the two-sided p-value, in {@code (0, 1]}
 */
public record McNemar(long onlyFirst, long onlySecond, double p) {
    /** The share of either judge if both are as good. */
    private static final double FAIR = 0.5;

    /**
     * The test.
     *
     * @param onlyFirst how many pictures only the first judge judges right, at least 0
     * @param onlySecond how many pictures only the second judge judges right, at least 0
     * @return the test's result; its p-value is 1 if there is no such picture
     * @throws IllegalArgumentException if a count is below 0
     */
    public static McNemar exact(final long onlyFirst, final long onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException("counts are at least 0, not " + onlyFirst + " and " + onlySecond);
        }
        final double tail = Binomial.atMost(onlyFirst + onlySecond, FAIR, Math.min(onlyFirst, onlySecond));
        return new McNemar(onlyFirst, onlySecond, Math.min(1, 2 * tail));
    }
}
