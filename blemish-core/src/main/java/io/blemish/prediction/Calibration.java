package io.blemish.prediction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.blemish.array.Quantile;
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
 * those, which errs on the side of fewer false alarms. What is proven for folds is twice the share and a term that shrinks with
 * the pictures (Barber et al. 2021, "Predictive inference with the jackknife+", theorem 4); that the share itself holds is tested.
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
 * @param review a second threshold above which a person looks; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the values
// All of them, because Java names the methods of a class in another order in every run, and the same fit gives the same
// bytes.
@JsonPropertyOrder({
    "max_false_alarms",
    "confidence",
    "threshold",
    "pixel_threshold",
    "above",
    "scores",
    "peaks",
    "pictures",
    "review",
    "held_out",
    "expected_reviews",
    "expected_false_alarms",
    "false_alarm_bound"
})
public record Calibration(
        double maxFalseAlarms,
        Optional<Double> confidence,
        float threshold,
        float pixelThreshold,
        int above,
        float[] scores,
        float[] peaks,
        int[] pictures,
        Optional<ReviewThreshold> review) {
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
     * @param review the second threshold; empty if no picture is for a person to decide
     */
    public Calibration {
        new FalseAlarmLimit(maxFalseAlarms, Ranges.present(confidence, "confidence"));
        Ranges.within(threshold, "threshold", 0, Float.MAX_VALUE);
        Ranges.within(pixelThreshold, "pixel_threshold", 0, Float.MAX_VALUE);
        Ranges.finite(scores, "scores");
        Ranges.within(scores.length, "the number of scores", 1, Integer.MAX_VALUE);
        Ranges.within(above, "above", 0, scores.length);
        Ranges.finite(peaks, "peaks");
        Ranges.present(pictures, "pictures");
        Ranges.present(review, "review")
                .ifPresent(lower -> Ranges.within(lower.threshold(), "the threshold of review", 0, threshold));
    }

    /** The confidence of {@link #falseAlarmBound()} where none was asked for. */
    public static final double USUAL_CONFIDENCE = 0.95;

    /** From one good picture in a thousand to one in twenty. */
    private static final double[] USUAL_SHARES = {0.001, 0.005, 0.01, 0.02, 0.05};

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
                order,
                Optional.empty());
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
            @JsonProperty("quantile") final @Nullable Double quantile,
            @JsonProperty("review") final @Nullable ReviewThreshold review) {
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
                pictures != null ? pictures : new int[0],
                Optional.ofNullable(review));
    }

    /** {@return the scores in the order of the training pictures; in ascending order if it is not known whose they are} */
    public float[] inPictureOrder() {
        return inPictureOrder(scores);
    }

    private float[] inPictureOrder(final float[] ranked) {
        if (pictures.length != ranked.length) {
            return ranked;
        }
        final float[] ordered = new float[ranked.length];
        for (int rank = 0; rank < ordered.length; rank++) {
            ordered[pictures[rank]] = ranked[rank];
        }
        return ordered;
    }

    /**
     * {@return the thresholds for the same limits when further pictures were learned and others forgotten} The score of a single
     * picture, which its own turned copies gave, is taken to be at least as high as the highest of the further ones.
     *
     * @param staying the numbers of the pictures that stay, ascending
     * @param further the score of each further picture
     * @param furtherPeaks the largest map value of each, in the same order
     */
    public Calibration updated(final int[] staying, final float[] further, final float[] furtherPeaks) {
        final Calibration after = of(
                joined(comparable(inPictureOrder(scores), further), staying, further),
                // Peaks are kept in an order of their own; a picture's is taken to be of the rank of its score.
                joined(comparable(inPictureOrder(peaks), furtherPeaks), staying, furtherPeaks),
                limit());
        return review.map(one -> after.withReview(one.share())).orElse(after);
    }

    /** A picture that no other one judged may not count as one that raises no false alarm. */
    private float[] comparable(final float[] known, final float[] further) {
        if (promises()) {
            return known;
        }
        final float[] raised = known.clone();
        for (final float score : further) {
            raised[0] = Math.max(raised[0], score);
        }
        return raised;
    }

    private static float[] joined(final float[] known, final int[] staying, final float[] further) {
        final float[] joined = new float[staying.length + further.length];
        for (int i = 0; i < staying.length; i++) {
            joined[i] = known[staying[i]];
        }
        System.arraycopy(further, 0, joined, staying.length, further.length);
        return joined;
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
     * {@return the thresholds that the same pictures give for another limit} A threshold for review keeps its share.
     *
     * @param limit of false alarms
     * @throws IllegalArgumentException if there is a threshold for review and its share is not larger
     */
    public Calibration at(final FalseAlarmLimit limit) {
        final int allowed = allowed(limit, scores.length);
        return at(limit, scores[scores.length - 1 - allowed], allowed);
    }

    /**
     * {@return the same with another threshold} What it promises is what the pictures show for it. A threshold for review
     * keeps its share.
     *
     * @param value the threshold, at least 0
     * @throws IllegalArgumentException if it is not a number or below 0, or if there is a threshold for review and its share
     *     is not larger
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

    /** {@return the thresholds for 0.1%, 0.5%, 1%, 2% and 5% false alarms on average, without a threshold for review} */
    public List<Calibration> choices() {
        final Calibration free = withoutReview();
        return Arrays.stream(USUAL_SHARES)
                .mapToObj(share -> free.at(new FalseAlarmLimit(share, Optional.empty())))
                .toList();
    }

    private Calibration at(final FalseAlarmLimit limit, final float value, final int higher) {
        final Calibration moved = new Calibration(
                limit.share(),
                limit.confidence(),
                value,
                pixels(value, higher),
                higher,
                scores,
                peaks,
                pictures,
                Optional.empty());
        return review.isEmpty() ? moved : moved.withReview(review.get().share());
    }

    /**
     * {@return the same with a second threshold, between which and the first a person looks} If the good pictures are too few
     * to tell the two shares apart, the two thresholds are the same, and {@link #reviews} is false.
     *
     * @param share of good pictures that may lie above the second threshold, larger than that of false alarms
     * @throws IllegalArgumentException if the share is not larger than that of false alarms, or not below 1
     */
    public Calibration withReview(final double share) {
        if (!(share > maxFalseAlarms && share < 1)) {
            throw new IllegalArgumentException("the share for review must be larger than that of false alarms, "
                    + maxFalseAlarms + ", and below 1, not " + share);
        }
        final int higher = Math.max(above, allowed(new FalseAlarmLimit(share, confidence), scores.length));
        final float value = Math.min(threshold, scores[scores.length - 1 - Math.min(higher, scores.length - 1)]);
        return withReview(Optional.of(new ReviewThreshold(
                share, value, value == threshold ? pixelThreshold : pixels(value, higher), higher)));
    }

    /** {@return the same without a threshold for review} */
    public Calibration withoutReview() {
        return withReview(Optional.empty());
    }

    private Calibration withReview(final Optional<ReviewThreshold> value) {
        return new Calibration(
                maxFalseAlarms, confidence, threshold, pixelThreshold, above, scores, peaks, pictures, value);
    }

    /** {@return whether a person looks at any picture: there is a threshold for review, and it is below the other} */
    public boolean reviews() {
        return review.isPresent() && review.get().threshold() < threshold;
    }

    /** {@return the threshold for review, if there is one} */
    public Optional<Float> reviewThreshold() {
        return review.map(ReviewThreshold::threshold);
    }

    /** {@return the largest share of good pictures that is expected to raise a false alarm or to need a person's look} */
    @JsonProperty("expected_reviews")
    public Optional<Double> expectedReviews() {
        return review.map(one -> promises() ? (one.above() + 1.0) / (scores.length + 1.0) : 1);
    }

    /**
     * {@return the decision about a picture}
     *
     * @param score of the picture
     */
    public Decision decide(final float score) {
        return Decision.of(score, threshold, reviewThreshold());
    }

    /**
     * {@return above which value of the map a pixel belongs to a region}
     *
     * @param decision about the picture
     */
    public float pixelThreshold(final Decision decision) {
        return decision == Decision.REVIEW
                ? review.map(ReviewThreshold::pixelThreshold).orElse(pixelThreshold)
                : pixelThreshold;
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

    /** {@return the largest share of good pictures that is expected to raise a false alarm; 1 if nothing is promised} */
    @JsonProperty("expected_false_alarms")
    public double expectedFalseAlarms() {
        return promises() ? (above + 1.0) / (scores.length + 1.0) : 1;
    }

    /**
     * {@return whether anything is promised} One picture promises nothing: no other one can judge it, so that its score comes from
     * its own turned copies.
     */
    public boolean promises() {
        return scores.length > 1;
    }

    /** {@return the confidence of {@link #falseAlarmBound()}: the one asked for, or {@link #USUAL_CONFIDENCE}} */
    public double boundConfidence() {
        return confidence.orElse(USUAL_CONFIDENCE);
    }

    /** {@return the share that false alarms do not exceed with {@link #boundConfidence()}} */
    @JsonProperty("false_alarm_bound")
    public double falseAlarmBound() {
        return !promises() ? 1 : Binomial.upperLimit(scores.length, above, boundConfidence());
    }

    /**
     * {@return the positions of the scores that stand out, the highest first} They lie above the {@link OuterFences}, so their
     * pictures may not be good.
     */
    public List<Integer> odd() {
        final double fence = OuterFences.of(scores).high();
        final List<Integer> odd = new ArrayList<>();
        for (int i = scores.length - 1; i >= 0 && scores[i] > fence; i--) {
            odd.add(i);
        }
        return odd;
    }

    /** {@return the median of the scores} */
    public double median() {
        return Quantile.of(scores, 1.0 / 2);
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
                && Arrays.equals(pictures, that.pictures)
                && review.equals(that.review);
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
                Arrays.hashCode(pictures),
                review);
    }

    @Override
    public String toString() {
        return "Calibration[maxFalseAlarms=" + maxFalseAlarms + ", confidence=" + confidence + ", threshold="
                + threshold
                + ", pixelThreshold=" + pixelThreshold + ", above=" + above + ", scores=" + Arrays.toString(scores)
                + ", peaks=" + Arrays.toString(peaks)
                + ", pictures=" + Arrays.toString(pictures) + ", review=" + review + "]";
    }
}
