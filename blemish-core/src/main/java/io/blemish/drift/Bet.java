package io.blemish.drift;

/**
 * A bet that a p-value is small: it multiplies the stake by a function of the p-value with a mean of at most 1. It is a power
 * function ε·p^(ε−1) (Vovk et al. 2003, "Testing exchangeability on-line"), level below {@link #LEVEL} so that it is bounded by
 * some b, and divided by (1−δ) + δ·b: then its mean is at most 1 even if the share δ of all p-values, those of defective
 * pictures, is as small as can be (the contamination of Huber 1965, "A robust version of the probability ratio test").
 */
final class Bet {
    /** From a bet on a few very small p-values to one on many that are a little too small. */
    static final double[] EXPONENTS = {0.2, 0.4, 0.6, 0.8};

    /** Below it a p-value counts no more than here: otherwise one odd picture would decide. */
    private static final double LEVEL = 0.01;

    private final double exponent;
    private final double logScale;

    Bet(final double exponent, final double defects) {
        this.exponent = exponent;
        final double top = Math.pow(LEVEL, exponent - 1);
        final double mass = LEVEL * top + (1 - Math.pow(LEVEL, exponent)) / exponent;
        final double bound = top / mass;
        this.logScale = -Math.log(mass) - Math.log((1 - defects) + defects * bound);
    }

    /** The logarithm of what it multiplies the stake by. */
    double log(final double p) {
        return logScale + (exponent - 1) * Math.log(Math.max(p, LEVEL));
    }
}
