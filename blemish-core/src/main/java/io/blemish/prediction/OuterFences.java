package io.blemish.prediction;

import io.blemish.array.Quantile;

/**
 * Tukey's outer fences ("Exploratory Data Analysis", 1977): values beyond them are far from the others. Each fence lies three
 * times the distance of the quartiles away from a quartile.
 *
 * @param low values below are far out
 * @param high values above are far out
 */
public record OuterFences(double low, double high) {
    /** How many distances of the quartiles a fence lies away from its quartile. */
    private static final double DISTANCES = 3;

    private static final double QUARTER = 0.25;

    /**
     * {@return the fences of some values}
     *
     * @param ascending the values in ascending order, at least one
     */
    public static OuterFences of(final float[] ascending) {
        final double low = Quantile.of(ascending, QUARTER);
        final double high = Quantile.of(ascending, 1 - QUARTER);
        final double width = DISTANCES * (high - low);
        return new OuterFences(low - width, high + width);
    }
}
