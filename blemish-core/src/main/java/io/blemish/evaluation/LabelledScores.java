package io.blemish.evaluation;

import io.blemish.metric.AurocDifference;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import java.util.List;
import java.util.Optional;

/** The scores of pictures with their labels, in the form that the metrics take. */
public final class LabelledScores {
    /** The interval's resampling is drawn anew with the same seed, so that the same scores give the same interval. */
    private static final long INTERVAL_SEED = 0;

    private final float[] scores;
    private final boolean[] anomalous;

    private LabelledScores(final float[] scores, final boolean[] anomalous) {
        this.scores = scores;
        this.anomalous = anomalous;
    }

    /**
     * {@return the scores of judged pictures}
     *
     * @param samples the pictures, in any order
     */
    public static LabelledScores of(final List<JudgedSample> samples) {
        final float[] scores = new float[samples.size()];
        final boolean[] anomalous = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = samples.get(i).prediction().score();
            anomalous[i] = samples.get(i).anomalous();
        }
        return new LabelledScores(scores, anomalous);
    }

    /** {@return how well the scores tell good pictures from defective ones} */
    public ImageMetrics metrics() {
        return ImageMetrics.of(scores, anomalous);
    }

    /**
     * {@return what a threshold finds}
     *
     * @param threshold a picture is judged defective if its score is above this
     */
    public ConfusionCounts above(final float threshold) {
        return ConfusionCounts.above(threshold, scores, anomalous);
    }

    /** {@return the 95% bootstrap interval of the image AUROC; empty if that is not defined} */
    public Optional<AurocInterval> aurocInterval() {
        return AurocInterval.bootstrap(scores, anomalous, INTERVAL_SEED);
    }

    /**
     * {@return the difference of the image AUROC to that of another model on the same pictures; empty if there are fewer than two
     * pictures of either kind}
     *
     * @param other the other model's scores of the same pictures, in the same order
     * @throws IllegalArgumentException if they are not as many
     */
    public Optional<AurocDifference> difference(final LabelledScores other) {
        return AurocDifference.deLong(scores, other.scores, anomalous);
    }

    float[] scores() {
        return scores;
    }

    boolean[] anomalous() {
        return anomalous;
    }
}
