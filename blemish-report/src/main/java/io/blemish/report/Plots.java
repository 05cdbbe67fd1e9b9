package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.metric.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The score histogram and the curves, each drawn for bright and for dark screens. */
final class Plots {
    /** More corners than a plot has pixels. */
    private static final int CURVE_POINTS = 1000;

    private final Evaluation evaluation;
    private final Share found;
    private final Share falseAlarms;

    Plots(final Evaluation evaluation, final Verdicts verdicts) {
        this.evaluation = evaluation;
        this.found = verdicts.defectsFound();
        this.falseAlarms = verdicts.falseAlarmShare();
    }

    List<Html> toHtml() {
        if (evaluation.samples().isEmpty()) {
            return List.of();
        }
        return List.of(Element.of("section")
                .holding(Element.of("h2").text("Scores and curves"), PlotFigure.all(this::figures)));
    }

    private List<Html> figures() {
        final List<Html> figures = new ArrayList<>();
        figures.add(PlotFigure.of("Scores", this::scores, scoresInWords()));
        if (evaluation.image().auroc().isPresent()) {
            figures.add(PlotFigure.of("ROC curve", this::roc, rocInWords()));
            figures.add(PlotFigure.of("Precision and recall", this::precisionRecall, precisionInWords()));
        }
        evaluation
                .pixel()
                .filter(pixel -> pixel.aupro().isPresent())
                .ifPresent(pixel -> figures.add(PlotFigure.of(
                        "PRO curve",
                        theme -> pro(pixel.pro(), pixel.auproLimit(), theme),
                        "Mean share of each drawn defect that is covered, against the share of normal pixels wrongly covered;"
                                + " the area under it, AUPRO, is " + Figures.metric(pixel.aupro()) + ".")));
        return figures;
    }

    private Plot scores(final Theme theme) {
        final float threshold = evaluation.calibration().threshold();
        final List<JudgedSample> samples = evaluation.samples();
        final List<JudgedSample> good =
                samples.stream().filter(judged -> !judged.anomalous()).toList();
        final List<JudgedSample> defective =
                samples.stream().filter(JudgedSample::anomalous).toList();
        final Histogram histogram = new Histogram(samples, threshold);
        final Plot plot = new Plot("Score", "Share of its kind [%]", theme).xRange(histogram.from(), histogram.to());
        double highest = 0;
        if (!good.isEmpty()) {
            plot.area("good", histogram.x(), histogram.y(good), theme.good());
            highest = Math.max(highest, max(histogram.y(good)));
        }
        if (!defective.isEmpty()) {
            plot.area("defective", histogram.x(), histogram.y(defective), theme.defective());
            highest = Math.max(highest, max(histogram.y(defective)));
        }
        final double top = highest * 1.08;
        return plot.yRange(0, top)
                .dashes("threshold", new double[] {threshold, threshold}, new double[] {0, top}, theme.ink());
    }

    private static double max(final double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private String scoresInWords() {
        return "How the scores of good and of defective pictures are spread. Above the threshold of "
                + Figures.score(evaluation.calibration().threshold()) + " lie "
                + (found.isDefined() ? found.percent() + " of the defective" : "")
                + (found.isDefined() && falseAlarms.isDefined() ? " and " : "")
                + (falseAlarms.isDefined() ? falseAlarms.percent() + " of the good pictures." : "pictures.");
    }

    private Plot roc(final Theme theme) {
        final Curve curve = evaluation.image().roc().thinned(CURVE_POINTS);
        return percentages("False alarms [% of good]", "Found [% of defective]", theme)
                .dashes("chance", new double[] {0, 100}, new double[] {0, 100}, theme.ink())
                .line("model", percent(curve.x()), percent(curve.y()), theme.good())
                .point("at its threshold", 100 * falseAlarms.value(), 100 * found.value(), theme.defective());
    }

    private String rocInWords() {
        return "Defects found against false alarms over all thresholds. At the model's own: " + found.percent()
                + " found, " + falseAlarms.percent() + " false alarms. Area: "
                + Figures.metric(evaluation.image().auroc()) + ".";
    }

    private Plot precisionRecall(final Theme theme) {
        final Curve curve = evaluation.image().precisionRecall().thinned(CURVE_POINTS);
        final double prevalence = 100 * prevalence();
        final Plot plot = percentages("Recall: found [% of defective]", "Precision: right [% of alarms]", theme)
                .dashes("chance", new double[] {0, 100}, new double[] {prevalence, prevalence}, theme.ink())
                .line("model", percent(curve.x()), percent(curve.y()), theme.good());
        if (found.count() + falseAlarms.count() > 0) {
            plot.point("at its threshold", 100 * found.value(), 100 * precision(), theme.defective());
        }
        return plot;
    }

    private double prevalence() {
        return (double) found.total() / (found.total() + falseAlarms.total());
    }

    private double precision() {
        return (double) found.count() / (found.count() + falseAlarms.count());
    }

    private String precisionInWords() {
        final String own = found.count() + falseAlarms.count() > 0
                ? "At the model's own: " + Figures.percent(precision()) + " of the alarms are right."
                : "At the model's own there is no alarm.";
        return "How many alarms are right against how many defects are found, over all thresholds. " + own
                + " By chance it would be " + Figures.percent(prevalence()) + ", the share of defective pictures.";
    }

    private static Plot pro(final Curve curve, final double limit, final Theme theme) {
        return new Plot("Wrongly covered [% of normal pixels]", "Covered [% of each defect]", theme)
                .xRange(0, 100 * limit)
                .yRange(0, 100)
                .ticks("0")
                .line("model", percent(curve.x()), percent(curve.y()), theme.good());
    }

    private static Plot percentages(final String xTitle, final String yTitle, final Theme theme) {
        return new Plot(xTitle, yTitle, theme).xRange(0, 100).yRange(0, 100).ticks("0");
    }

    private static double[] percent(final double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }
}
