package io.blemish.drift;

/**
 * The capital of a gambler who bets against the hypothesis that p-values are uniform, from an unknown moment on: the share
 * 1/(t(t+1)) of it begins at the p-value number t, and the rest waits. It begins with 1 and is a nonnegative supermartingale, so
 * the probability that it ever reaches 1/α is at most α (Ville 1939), however long it is watched. Waiting costs only the
 * logarithm of the time, so that it is as quick after a million pictures as the first day. Each share is divided among the
 * {@link Bet}s.
 *
 * <p>(A mixture over the moments of change, as in Shin, Ramdas and Rinaldo 2023, "E-detectors: a nonparametric framework for
 * sequential change detection"; betting on conformal p-values is Vovk, Nouretdinov and Gammerman 2003, and with the sums of
 * Shiryaev and Roberts Volkhonskiy et al. 2017, "Inductive conformal martingales for change-point detection".)
 */
final class ChangeMartingale {
    private final Bet[] bets;

    /** The logarithm of what has begun, of each bet. */
    private final double[] begun;

    private long time;

    ChangeMartingale(final double defects) {
        bets = new Bet[Bet.EXPONENTS.length];
        begun = new double[bets.length];
        for (int i = 0; i < bets.length; i++) {
            bets[i] = new Bet(Bet.EXPONENTS[i], defects);
            begun[i] = Double.NEGATIVE_INFINITY;
        }
    }

    void bet(final double p) {
        time++;
        final double begins = -Math.log((double) time * (time + 1)) - Math.log(bets.length);
        for (int i = 0; i < bets.length; i++) {
            begun[i] = logOfSum(begun[i], begins) + bets[i].log(p);
        }
    }

    /** The logarithm of the capital. */
    double log() {
        double sum = -Math.log(time + 1.0);
        for (final double one : begun) {
            sum = logOfSum(sum, one);
        }
        return sum;
    }

    /** The logarithm of e^a + e^b. */
    static double logOfSum(final double a, final double b) {
        final double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }
}
