package io.blemish.prediction;

import java.util.Arrays;
import java.util.Objects;

/**
 * Thresholds from good pictures that the detector did not see: the smallest value that at least a stated share of them
 * does not exceed, with the conservative rank {@code ceil((n + 1) * quantile)} of split-conformal prediction (Vovk et
 * al.). With few pictures that rank may not exist; the largest value then serves, and {@link #supportedQuantile} says
 * which share the pictures do support.
 *
 * @param quantile the share of good pictures that is to be judged normal, in {@code (0, 1)}
 * @param threshold a picture is anomalous where its score is above this
 * @param pixelThreshold a pixel belongs to a region where the map is above this
 * @param heldOut how many pictures the thresholds come from
 * @param supportedQuantile the share that so many pictures support: {@code quantile}, or less where they are too few
 * @param scores the scores of those pictures, ascending; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the values
public record Calibration(
        double quantile, float threshold, float pixelThreshold, int heldOut, double supportedQuantile, float[] scores) {
    /** The share for which one good picture in a hundred raises a false alarm. */
    public static final double DEFAULT_QUANTILE = 0.99;

    /**
     * Calibrates.
     *
     * @param scores of the held-out pictures, at least one
     * @param peaks the largest map value of each, in the same order
     * @param quantile the share that is to be judged normal
     * @return the thresholds for scores and for map values, with the scores in ascending order
     */
    public static Calibration of(final float[] scores, final float[] peaks, final double quantile) {
        if (scores.length == 0 || scores.length != peaks.length) {
            throw new IllegalArgumentException("needs a score and a peak of at least one picture");
        }
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("quantile must be between 0 and 1, not " + quantile);
        }
        final int n = scores.length;
        final float[] sorted = sorted(scores);
        return new Calibration(
                quantile,
                ranked(sorted, quantile),
                ranked(sorted(peaks), quantile),
                n,
                Math.min(quantile, n / (n + 1.0)),
                sorted);
    }

    private static float[] sorted(final float[] values) {
        final float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static float ranked(final float[] sorted, final double quantile) {
        final int rank = (int) Math.ceil((sorted.length + 1) * quantile);
        return sorted[Math.min(rank, sorted.length) - 1];
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Calibration that
                && Double.compare(quantile, that.quantile) == 0
                && Float.compare(threshold, that.threshold) == 0
                && Float.compare(pixelThreshold, that.pixelThreshold) == 0
                && heldOut == that.heldOut
                && Double.compare(supportedQuantile, that.supportedQuantile) == 0
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return Objects.hash(quantile, threshold, pixelThreshold, heldOut, supportedQuantile, Arrays.hashCode(scores));
    }

    @Override
    public String toString() {
        return "Calibration[quantile=" + quantile + ", threshold=" + threshold + ", pixelThreshold=" + pixelThreshold
                + ", heldOut=" + heldOut + ", supportedQuantile=" + supportedQuantile + ", scores="
                + Arrays.toString(scores) + "]";
    }
}
