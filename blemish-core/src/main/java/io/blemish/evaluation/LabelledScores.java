package io.blemish.evaluation;

import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import java.util.List;

/** The scores of pictures with their labels, in the form that the metrics take. */
public final class LabelledScores {
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

    float[] scores() {
        return scores;
    }

    boolean[] anomalous() {
        return anomalous;
    }
}
