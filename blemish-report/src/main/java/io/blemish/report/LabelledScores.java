package io.blemish.report;

import io.blemish.evaluation.JudgedSample;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import java.util.List;
import java.util.OptionalDouble;

/** The scores of pictures with their labels, in the form that the metrics take. */
final class LabelledScores {
    private final float[] scores;
    private final boolean[] anomalous;

    private LabelledScores(final float[] scores, final boolean[] anomalous) {
        this.scores = scores;
        this.anomalous = anomalous;
    }

    static LabelledScores of(final List<JudgedSample> samples) {
        final float[] scores = new float[samples.size()];
        final boolean[] anomalous = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = samples.get(i).prediction().score();
            anomalous[i] = samples.get(i).anomalous();
        }
        return new LabelledScores(scores, anomalous);
    }

    OptionalDouble auroc() {
        return ImageMetrics.of(scores, anomalous).auroc();
    }

    ConfusionCounts above(final float threshold) {
        return ConfusionCounts.above(threshold, scores, anomalous);
    }
}
