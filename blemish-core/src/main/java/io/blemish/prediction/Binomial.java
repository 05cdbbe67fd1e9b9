package io.blemish.prediction;

/** The binomial distribution, as far as a promise about false alarms and a test of two judges need it. */
public final class Binomial {
    /** Enough halvings that the interval is as narrow as a double can tell. */
    private static final int HALVINGS = 60;

    private Binomial() {}

    /**
     * {@return the probability of at most {@code k} successes}
     *
     * @param n how many tries, at least 0
     * @param p the probability of a success, in {@code [0, 1]}
     * @param k successes, in {@code [0, n]}
     */
    public static double atMost(final long n, final double p, final long k) {
        if (p <= 0 || k >= n) {
            return 1;
        }
        if (p >= 1) {
            return 0;
        }
        final double odds = Math.log(p) - Math.log1p(-p);
        // In logarithms, because the probability of the first term is no double for more than a thousand tries.
        double logTerm = n * Math.log1p(-p);
        double sum = Math.exp(logTerm);
        for (long i = 0; i < k; i++) {
            logTerm += Math.log((double) (n - i) / (i + 1)) + odds;
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }

    /**
     * The probability of a success above which at most {@code k} successes are too few to be believed: the upper limit of
     * Clopper and Pearson (1934), which is a quantile of the Beta distribution with {@code k + 1} and {@code n - k}.
     *
     * @param n how many tries
     * @param k successes, in {@code [0, n]}
     * @param confidence how sure it is to be, in {@code (0, 1)}
     */
    static double upperLimit(final int n, final int k, final double confidence) {
        if (k >= n) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            final double middle = (low + high) / 2;
            if (atMost(n, middle, k) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
