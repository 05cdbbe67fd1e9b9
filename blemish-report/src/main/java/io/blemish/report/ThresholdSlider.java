package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import java.util.List;
import java.util.stream.Collectors;

/** A slider that counts what other thresholds find. Without its script it is not shown. */
final class ThresholdSlider {
    private final Evaluation evaluation;

    ThresholdSlider(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Html> toHtml() {
        if (evaluation.samples().isEmpty()) {
            return List.of();
        }
        final StringBuilder normal = new StringBuilder();
        for (final float score : evaluation.calibration().scores()) {
            normal.append(score).append(' ');
        }
        return List.of(Element.of("section", "slider")
                .with("id", "slider")
                .with("hidden", "hidden")
                .with("data-good", scores(false))
                .with("data-defective", scores(true))
                .with("data-normal", normal.toString().strip())
                .with("data-threshold", Float.toString(evaluation.calibration().threshold()))
                .with(
                        "data-review",
                        Float.toString(
                                evaluation.calibration().reviewThreshold().orElse(Float.POSITIVE_INFINITY)))
                .holding(
                        Element.of("h2").text("Move the threshold"),
                        Element.of("p", "controls")
                                .holding(
                                        Element.of("input")
                                                .with("type", "range")
                                                .with("aria-label", "Threshold"),
                                        Element.of("button")
                                                .with("type", "button")
                                                .text("As it is")),
                        Element.of("output").text("")));
    }

    private String scores(final boolean defective) {
        return evaluation.samples().stream()
                .filter(judged -> judged.anomalous() == defective)
                .map(JudgedSample::prediction)
                .map(prediction -> Float.toString(prediction.score()))
                .collect(Collectors.joining(" "));
    }
}
