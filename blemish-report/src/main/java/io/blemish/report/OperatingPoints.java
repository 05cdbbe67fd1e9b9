package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.F1Max;
import java.util.ArrayList;
import java.util.List;

/** What other thresholds would have given on the same pictures. */
final class OperatingPoints {
    private final Evaluation evaluation;

    OperatingPoints(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Empty where either kind of picture is missing: there is nothing to weigh then. */
    List<Html> toHtml() {
        if (evaluation.image().auroc().isEmpty()) {
            return List.of();
        }
        final List<Element> rows = new ArrayList<>();
        rows.add(row("The model's own", evaluation.calibration().threshold()).with("class", "chosen"));
        evaluation
                .image()
                .f1Max()
                .map(F1Max::threshold)
                .ifPresent(best -> rows.add(row("Best F1", Math.nextDown(best))));
        rows.add(row("No false alarm", extreme(false, true)));
        rows.add(row("No defect missed", Math.nextDown(extreme(true, false))));
        return List.of(Element.of("section")
                .holding(
                        Element.of("h2").text("Other thresholds"),
                        Element.of("p", "hint")
                                .text("All but the first were chosen by looking at these very pictures, so they"
                                        + " flatter the model; on new pictures expect less."),
                        Tables.of(
                                "Other thresholds",
                                "thresholds",
                                List.of("Threshold", "Score", "Defects found", "False alarms", "Precision"),
                                rows)));
    }

    /** The lowest score of the defective pictures or the highest of the good ones. */
    private float extreme(final boolean defective, final boolean highest) {
        final var scores = evaluation.samples().stream()
                .filter(judged -> judged.anomalous() == defective)
                .mapToDouble(judged -> judged.prediction().score());
        return (float) (highest ? scores.max() : scores.min()).orElseThrow();
    }

    private Element row(final String name, final float threshold) {
        final List<JudgedSample> samples = evaluation.samples();
        final float[] scores = new float[samples.size()];
        final boolean[] defective = new boolean[samples.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = samples.get(i).prediction().score();
            defective[i] = samples.get(i).anomalous();
        }
        final ConfusionCounts counts = ConfusionCounts.above(threshold, scores, defective);
        final Share found = new Share(counts.truePositives(), counts.truePositives() + counts.falseNegatives());
        final Share alarms = new Share(counts.falsePositives(), counts.falsePositives() + counts.trueNegatives());
        return Tables.row(
                name,
                Figures.score(threshold),
                found.count() + " (" + found.percent() + ")",
                alarms.count() + " (" + alarms.percent() + ")",
                counts.precision().isPresent()
                        ? Figures.percent(counts.precision().getAsDouble())
                        : Figures.NONE);
    }
}
