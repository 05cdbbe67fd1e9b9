package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.LabelledScores;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.F1Max;
import io.blemish.prediction.Calibration;
import java.util.ArrayList;
import java.util.List;

/** The table of results at other thresholds on the same pictures. */
final class OperatingPoints {
    /** A smaller share takes a thousand good pictures to promise. */
    private static final double SMALLEST_SHARE = 0.005;

    private final Evaluation evaluation;
    private final LabelledScores scores;

    OperatingPoints(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.scores = LabelledScores.of(evaluation.samples());
    }

    /** The section; nothing if there are no good or no defective pictures. */
    List<Html> toHtml() {
        if (evaluation.image().auroc().isEmpty()) {
            return List.of();
        }
        final List<Element> rows = new ArrayList<>();
        rows.add(row("Threshold of the model", evaluation.calibration().threshold())
                .with("class", "chosen"));
        for (final Calibration choice : evaluation.calibration().choices()) {
            if (choice.supported() && choice.maxFalseAlarms() >= SMALLEST_SHARE) {
                rows.add(row(
                        "Up to " + Figures.percent(choice.maxFalseAlarms()) + " false alarms promised",
                        choice.threshold()));
            }
        }
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
                                .text(
                                        "The model's threshold and those with a promise come from the good pictures of the"
                                                + " fit. The last three were chosen from the scores of these pictures, so their"
                                                + " results are better than those on new pictures will be."),
                        Tables.of(
                                "Other thresholds",
                                "thresholds",
                                List.of("Choice", "Threshold", "Defects found", "False alarms", "Precision"),
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
        final ConfusionCounts counts = scores.above(threshold);
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
