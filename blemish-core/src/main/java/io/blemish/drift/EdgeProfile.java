package io.blemish.drift;

/** Where the edges of pictures lie along one side, and how far those of another picture are shifted from there. */
final class EdgeProfile {
    /** A shift is looked for up to this share of the side; further, too little of the two pictures overlaps. */
    private static final int SHARE_OF_SIDE = 8;

    private static final double PERCENT = 100;

    private EdgeProfile() {}

    /** The same with a mean of 0 and a length of 1, so that every picture counts alike; zeros if it is flat. */
    static double[] normalised(final float[] steps) {
        double mean = 0;
        for (final float step : steps) {
            mean += step;
        }
        mean /= steps.length;
        final double[] normal = new double[steps.length];
        double squares = 0;
        for (int i = 0; i < steps.length; i++) {
            normal[i] = steps[i] - mean;
            squares += normal[i] * normal[i];
        }
        final double length = Math.sqrt(squares);
        for (int i = 0; i < steps.length; i++) {
            normal[i] = length > 0 ? normal[i] / length : 0;
        }
        return normal;
    }

    /** How far a profile must be moved back to lie on another one, where the two correlate best; in percent of the side. */
    static double shift(final double[] moved, final double[] still) {
        final int most = moved.length / SHARE_OF_SIDE;
        final double[] correlations = new double[2 * most + 1];
        int best = most;
        for (int lag = -most; lag <= most; lag++) {
            correlations[lag + most] = correlation(moved, still, lag);
            if (correlations[lag + most] > correlations[best]) {
                best = lag + most;
            }
        }
        return PERCENT * (best - most + peak(correlations, best)) / Math.max(1, moved.length);
    }

    private static double correlation(final double[] moved, final double[] still, final int lag) {
        final int from = Math.max(0, -lag);
        final int to = Math.min(still.length, moved.length - lag);
        final int n = to - from;
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = from; i < to; i++) {
            final double x = still[i];
            final double y = moved[i + lag];
            a += x;
            b += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }
        final double variances = (aa - a * a / n) * (bb - b * b / n);
        return variances > 0 ? (ab - a * b / n) / Math.sqrt(variances) : 0;
    }

    /** Where the parabola through the best value and its neighbours has its top, from -0.5 to 0.5. */
    private static double peak(final double[] values, final int best) {
        if (best == 0 || best == values.length - 1) {
            return 0;
        }
        final double bend = values[best - 1] - 2 * values[best] + values[best + 1];
        return bend < 0 ? (values[best - 1] - values[best + 1]) / (2 * bend) : 0;
    }
}
