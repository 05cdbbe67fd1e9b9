package io.blemish.prediction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.blemish.artifact.Ranges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds from good pictures, each scored by a detector that did not see it, with a promise about false alarms; see
 * {@link FalseAlarmLimit}. With few pictures no threshold keeps the limit; the largest score then serves, and
 * {@link #expectedFalseAlarms} says what can be promised.
 *
 * <p>The scores come from folds: all pictures but those of a fold train a detector that scores the fold (cross-conformal
 * prediction, Vovk 2015). The detector of the model is trained on all pictures, so it knows more of the normal than each of
 * those, which errs on the side of fewer false alarms. What is proven for folds is twice the share (Barber et al. 2021,
 * "Predictive inference with the jackknife+", theorem 4); that the share itself holds is tested.
 *
 * @param maxFalseAlarms the share of good pictures that may raise a false alarm, in {@code (0, 1)}
 * @param confidence the probability with which that is to hold; empty if it is to hold on average
 * @param threshold a picture is anomalous where its score is above this
 * @param pixelThreshold a pixel belongs to a region where the map is above this
 * @param above how many of the scores may lie above the threshold
 * @param scores the scores of the good pictures, ascending; not to be changed
 * @param peaks the largest map values of those pictures, ascending; empty in models of earlier versions; not to be changed
 * @param pictures the number of each score's picture among the training pictures, in the order of {@code scores}; empty in
 *     models of earlier versions; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the values
public record Calibration(
        double maxFalseAlarms,
        Optional<Double> confidence,
        float threshold,
        float pixelThreshold,
        int above,
        float[] scores,
        float[] peaks,
        int[] pictures) {
    /**
     * Checks the values, because a threshold that is no number would make every picture normal.
     *
     * @param maxFalseAlarms the share of good pictures that may raise a false alarm, in {@code (0, 1)}
     * @param confidence the probability with which that is to hold; empty if it is to hold on average
     * @param threshold a picture is anomalous where its score is above this
     * @param pixelThreshold a pixel belongs to a region where the map is above this
     * @param above how many of the scores may lie above the threshold
     * @param scores the scores of the good pictures, ascending, at least one; not to be changed
     * @param peaks the largest map values of those pictures, ascending, or none; not to be changed
     * @param pictures the number of each score's picture, or none; not to be changed
     */
    public Calibration {
        Objects.requireNonNull(new FalseAlarmLimit(maxFalseAlarms, Ranges.present(confidence, "confidence")));
        Ranges.within(threshold, "threshold", 0, Float.MAX_VALUE);
        Ranges.within(pixelThreshold, "pixel_threshold", 0, Float.MAX_VALUE);
        Ranges.finite(scores, "scores");
        Ranges.within(scores.length, "the number of scores", 1, Integer.MAX_VALUE);
        Ranges.within(above, "above", 0, scores.length);
        Ranges.finite(peaks, "peaks");
        Ranges.present(pictures, "pictures");
    }

    /** The confidence of {@link #falseAlarmBound()} where none was asked for. */
    public static final double USUAL_CONFIDENCE = 0.95;

    /** Tukey's outer fence ("Exploratory Data Analysis", 1977): beyond it, in quartile distances, a value is far out. */
    private static final double FENCE = 3;

    private static final double QUARTER = 0.25;

    /** Stands for all good pictures, since a limit of 1 would be none. */
    private static final double LARGEST_SHARE = 0.999999;

    /**
     * Calibrates.
     *
     * @param scores the score of each training picture, in the pictures' order, at least one
     * @param peaks the largest map value of each, in the same order
     * @param limit of false alarms
     * @return the thresholds for scores and for map values, with the scores in ascending order
     */
    public static Calibration of(final float[] scores, final float[] peaks, final FalseAlarmLimit limit) {
        if (scores.length == 0 || scores.length != peaks.length) {
            throw new IllegalArgumentException("needs a score and a peak of at least one picture");
        }
        final int n = scores.length;
        final int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        final float[] sorted = new float[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = scores[order[i]];
        }
        final float[] sortedPeaks = peaks.clone();
        Arrays.sort(sortedPeaks);
        final int above = allowed(limit, n);
        return new Calibration(
                limit.share(),
                limit.confidence(),
                sorted[n - 1 - above],
                sortedPeaks[n - 1 - above],
                above,
                sorted,
                sortedPeaks,
                order);
    }

    /** Reads what this version or an earlier one wrote, which knew a quantile and no pictures. */
    @JsonCreator
    static Calibration read(
            @JsonProperty("max_false_alarms") final @Nullable Double maxFalseAlarms,
            @JsonProperty("confidence") final @Nullable Double confidence,
            @JsonProperty("threshold") final float threshold,
            @JsonProperty("pixel_threshold") final float pixelThreshold,
            @JsonProperty("above") final @Nullable Integer above,
            @JsonProperty("scores") final float[] scores,
            @JsonProperty("peaks") final float @Nullable [] peaks,
            @JsonProperty("pictures") final int @Nullable [] pictures,
            @JsonProperty("quantile") final @Nullable Double quantile) {
        final double share = maxFalseAlarms != null ? maxFalseAlarms : 1 - Objects.requireNonNull(quantile, "quantile");
        return new Calibration(
                share,
                Optional.ofNullable(confidence),
                threshold,
                pixelThreshold,
                above != null
                        ? above
                        : allowed(
                                new FalseAlarmLimit(share, Optional.empty()), Ranges.present(scores, "scores").length),
                scores,
                peaks != null ? peaks : new float[0],
                pictures != null ? pictures : new int[0]);
    }

    /** How many scores may lie above the threshold: none if they are too few for the limit. */
    private static int allowed(final FalseAlarmLimit limit, final int scores) {
        return Math.max(0, limit.above(scores));
    }

    /** {@return how many pictures the thresholds come from} */
    @JsonProperty("held_out")
    public int heldOut() {
        return scores.length;
    }

    /**
     * {@return the thresholds that the same pictures give for another limit}
     *
     * @param limit of false alarms
     */
    public Calibration at(final FalseAlarmLimit limit) {
        final int allowed = allowed(limit, scores.length);
        return at(limit, scores[scores.length - 1 - allowed], allowed);
    }

    /**
     * {@return the same with another threshold} What it promises is what the pictures show for it.
     *
     * @param value the threshold, at least 0
     * @throws IllegalArgumentException if it is not a number or below 0
     */
    public Calibration at(final float value) {
        if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a threshold must be at least 0, not " + value);
        }
        int higher = 0;
        while (higher < scores.length && scores[scores.length - 1 - higher] > value) {
            higher++;
        }
        final double expected = (higher + 1.0) / (scores.length + 1.0);
        return at(new FalseAlarmLimit(Math.min(expected, LARGEST_SHARE), Optional.empty()), value, higher);
    }

    private Calibration at(final FalseAlarmLimit limit, final float value, final int higher) {
        return new Calibration(
                limit.share(), limit.confidence(), value, pixels(value, higher), higher, scores, peaks, pictures);
    }

    /** The threshold of the map: of the same rank, or in the same proportion where there is none. */
    private float pixels(final float value, final int higher) {
        final boolean ranked = higher < scores.length && value == scores[scores.length - 1 - higher];
        return ranked && peaks.length == scores.length
                ? peaks[peaks.length - 1 - higher]
                : threshold > 0 ? pixelThreshold * (value / threshold) : pixelThreshold;
    }

    /** {@return the limit that was asked for} */
    public FalseAlarmLimit limit() {
        return new FalseAlarmLimit(maxFalseAlarms, confidence);
    }

    /** {@return whether there are enough pictures for the limit} */
    public boolean supported() {
        return limit().above(scores.length) >= 0;
    }

    /** {@return the largest share of good pictures that is expected to raise a false alarm} */
    @JsonProperty("expected_false_alarms")
    public double expectedFalseAlarms() {
        return (above + 1.0) / (scores.length + 1.0);
    }

    /** {@return the confidence of {@link #falseAlarmBound()}: the one asked for, or {@link #USUAL_CONFIDENCE}} */
    public double boundConfidence() {
        return confidence.orElse(USUAL_CONFIDENCE);
    }

    /** {@return the share that false alarms do not exceed with {@link #boundConfidence()}} */
    @JsonProperty("false_alarm_bound")
    public double falseAlarmBound() {
        return Binomial.upperLimit(scores.length, above, boundConfidence());
    }

    /**
     * {@return the positions of the scores that stand out, the highest first} They lie above the upper quartile by more than
     * three times the distance of the quartiles, so their pictures may not be good.
     */
    public List<Integer> odd() {
        final double low = quantile(QUARTER);
        final double high = quantile(1 - QUARTER);
        final double fence = high + FENCE * (high - low);
        final List<Integer> odd = new ArrayList<>();
        for (int i = scores.length - 1; i >= 0 && scores[i] > fence; i--) {
            odd.add(i);
        }
        return odd;
    }

    /** {@return the median of the scores} */
    public double median() {
        return quantile(1.0 / 2);
    }

    private double quantile(final double share) {
        final double at = share * (scores.length - 1);
        final int below = (int) at;
        final int next = Math.min(below + 1, scores.length - 1);
        return scores[below] + (at - below) * (scores[next] - scores[below]);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Calibration that
                && Double.compare(maxFalseAlarms, that.maxFalseAlarms) == 0
                && confidence.equals(that.confidence)
                && Float.compare(threshold, that.threshold) == 0
                && Float.compare(pixelThreshold, that.pixelThreshold) == 0
                && above == that.above
                && Arrays.equals(scores, that.scores)
                && Arrays.equals(peaks, that.peaks)
                && Arrays.equals(pictures, that.pictures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                maxFalseAlarms,
                confidence,
                threshold,
                pixelThreshold,
                above,
                Arrays.hashCode(scores),
                Arrays.hashCode(peaks),
                Arrays.hashCode(pictures));
    }

    @Override
    public String toString() {
        return "Calibration[maxFalseAlarms=" + maxFalseAlarms + ", confidence=" + confidence + ", threshold="
                + threshold
                + ", pixelThreshold=" + pixelThreshold + ", above=" + above + ", scores=" + Arrays.toString(scores)
                + ", peaks=" + Arrays.toString(peaks)
                + ", pictures=" + Arrays.toString(pictures) + "]";
    }
}
