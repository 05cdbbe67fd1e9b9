package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.metric.Curve;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.RegionIou;
import io.blemish.report.Chart.Ink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The histogram of the scores, and the curves over all thresholds. */
final class ScoreCharts {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 310;
    /** The room above the highest bin, as a share of its height. */
    private static final double ROOM = 0.08;

    private final Evaluation evaluation;
    private final Share found;
    private final Share falseAlarms;

    ScoreCharts(final Evaluation evaluation, final Verdicts verdicts) {
        this.evaluation = evaluation;
        this.found = verdicts.defectsFound();
        this.falseAlarms = verdicts.falseAlarmShare();
    }

    List<Html> toHtml() {
        if (evaluation.samples().isEmpty()) {
            return List.of();
        }
        return List.of(Element.of("section")
                .holding(
                        Element.of("h2").text("Scores and curves"),
                        Element.of("div", "charts").holding(figures())));
    }

    private List<Html> figures() {
        final List<Html> figures = new ArrayList<>();
        figures.add(ChartFigure.of("Scores", scores(), scoresInWords()));
        if (evaluation.image().auroc().isPresent()) {
            figures.add(ChartFigure.of("ROC curve", roc(), rocInWords()));
            figures.add(ChartFigure.of("Precision and recall", precisionRecall(), precisionInWords()));
        }
        evaluation
                .pixel()
                .filter(pixel -> pixel.aupro().isPresent())
                .ifPresent(pixel -> figures.add(ChartFigure.of("PRO curve", pro(pixel), proInWords(pixel))));
        evaluation
                .regionIou()
                .ifPresent(iou -> figures.add(ChartFigure.of("Region IoU", regionIou(iou), regionIouInWords(iou))));
        return figures;
    }

    private Chart scores() {
        final float threshold = evaluation.calibration().threshold();
        final List<JudgedSample> samples = evaluation.samples();
        final Histogram histogram = new Histogram(samples, threshold);
        final double[] good = shares(histogram, false);
        final double[] defective = shares(histogram, true);
        final double top = (1 + ROOM) * Math.max(max(good), max(defective));
        final Chart chart = chart(
                Axis.linear("Score", histogram.from(), histogram.to()), Axis.linear("Share of its kind [%]", 0, top));
        if (good.length > 0) {
            chart.area("good", Ink.GOOD, histogram.x(), good);
        }
        if (defective.length > 0) {
            chart.area("defective", Ink.DEFECTIVE, histogram.x(), defective);
        }
        return chart.dashes("threshold", Ink.NEUTRAL, new double[] {threshold, threshold}, new double[] {0, top});
    }

    private double[] shares(final Histogram histogram, final boolean defective) {
        final List<JudgedSample> samples = evaluation.samples().stream()
                .filter(judged -> judged.anomalous() == defective)
                .toList();
        return samples.isEmpty() ? new double[0] : histogram.y(samples);
    }

    private static double max(final double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private String scoresInWords() {
        return "The distribution of the scores of good and of defective pictures. Above the threshold of "
                + Figures.score(evaluation.calibration().threshold()) + " are "
                + (found.isDefined() ? found.percent() + " of the defective" : "")
                + (found.isDefined() && falseAlarms.isDefined() ? " and " : "")
                + (falseAlarms.isDefined() ? falseAlarms.percent() + " of the good pictures." : " pictures.");
    }

    private Chart roc() {
        final Curve curve = evaluation.image().roc();
        return chart(Axis.percent("False alarms [% of good]"), Axis.percent("Found [% of defective]"))
                .dashes("chance", Ink.NEUTRAL, new double[] {0, 100}, new double[] {0, 100})
                .line("model", Ink.GOOD, percent(curve.x()), percent(curve.y()))
                .point("at its threshold", Ink.DEFECTIVE, 100 * falseAlarms.value(), 100 * found.value());
    }

    private String rocInWords() {
        return "The share of defects found and the share of false alarms at every threshold. At the threshold of the"
                + " model: " + found.percent() + " found, " + falseAlarms.percent() + " false alarms. Area: "
                + Figures.metric(evaluation.image().auroc()) + ".";
    }

    private Chart precisionRecall() {
        final Curve curve = evaluation.image().precisionRecall();
        final double prevalence = 100 * prevalence();
        final Chart chart = chart(
                        Axis.percent("Recall: found [% of defective]"), Axis.percent("Precision: right [% of alarms]"))
                .dashes("chance", Ink.NEUTRAL, new double[] {0, 100}, new double[] {prevalence, prevalence})
                .line("model", Ink.GOOD, percent(curve.x()), percent(curve.y()));
        return hasAlarms()
                ? chart.point("at its threshold", Ink.DEFECTIVE, 100 * found.value(), 100 * precision())
                : chart;
    }

    private boolean hasAlarms() {
        return found.count() + falseAlarms.count() > 0;
    }

    private double prevalence() {
        return (double) found.total() / (found.total() + falseAlarms.total());
    }

    private double precision() {
        return (double) found.count() / (found.count() + falseAlarms.count());
    }

    private String precisionInWords() {
        return "The share of alarms that are right and the share of defects found at every threshold. "
                + (hasAlarms()
                        ? "At the threshold of the model " + Figures.percent(precision()) + " of the alarms are right."
                        : "At the threshold of the model there is no alarm.")
                + " By chance it would be " + Figures.percent(prevalence()) + ", the share of defective pictures.";
    }

    private static Chart pro(final PixelMetrics pixel) {
        final Curve curve = pixel.pro();
        return chart(
                        Axis.linear("Wrongly covered [% of normal pixels]", 0, 100 * pixel.auproLimit()),
                        Axis.percent("Covered [% of each defect]"))
                .line("model", Ink.GOOD, percent(curve.x()), percent(curve.y()));
    }

    private static String proInWords(final PixelMetrics pixel) {
        return "The mean share of each drawn defect that is covered, and the share of normal pixels that are wrongly"
                + " covered, at every threshold. The area under the curve, AUPRO, is " + Figures.metric(pixel.aupro())
                + ".";
    }

    private static Chart regionIou(final RegionIou iou) {
        final double[] thresholds =
                iou.curve().stream().mapToDouble(RegionIou.Point::threshold).toArray();
        final double[] means =
                iou.curve().stream().mapToDouble(RegionIou.Point::iou).toArray();
        return chart(
                        Axis.linear(
                                "Threshold [score]",
                                Math.min(thresholds[0], iou.threshold()),
                                Math.max(thresholds[thresholds.length - 1], iou.threshold())),
                        Axis.percent("Mean of the best IoU [%]"))
                .line("model", Ink.GOOD, thresholds, percent(means))
                .point("at its threshold", Ink.DEFECTIVE, iou.threshold(), 100 * iou.atThreshold());
    }

    private static String regionIouInWords(final RegionIou iou) {
        return "The overlap of each drawn defect with the marked region that fits it best, as intersection over union, at"
                + " every threshold. At the threshold of the model the mean is " + Figures.metric(iou.atThreshold())
                + "; it is highest, " + Figures.metric(iou.best().iou()) + ", at a threshold of "
                + Figures.score(iou.best().threshold()) + ".";
    }

    private static Chart chart(final Axis across, final Axis up) {
        return new Chart(WIDTH, HEIGHT, across, up);
    }

    private static double[] percent(final double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }
}
