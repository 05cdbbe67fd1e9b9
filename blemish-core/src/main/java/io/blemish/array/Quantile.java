package io.blemish.array;

/** Quantiles of values in ascending order, linearly interpolated between neighbours. */
public final class Quantile {
    private Quantile() {}

    /**
     * {@return the quantile of a share}
     *
     * @param ascending the values in ascending order, at least one
     * @param share of the values that lie below, in {@code [0, 1]}
     */
    public static double of(final double[] ascending, final double share) {
        final double at = share * (ascending.length - 1);
        final int below = (int) at;
        final int next = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[next] - ascending[below]);
    }

    /**
     * {@return the quantile of a share, whose neighbours' distance is rounded to float}
     *
     * @param ascending the values in ascending order, at least one
     * @param share of the values that lie below, in {@code [0, 1]}
     */
    public static double of(final float[] ascending, final double share) {
        final double at = share * (ascending.length - 1);
        final int below = (int) at;
        final int next = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[next] - ascending[below]);
    }
}
