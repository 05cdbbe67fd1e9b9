package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an evaluation as one HTML file that needs no network and no other files. Its one script sorts the table of all
 * pictures and moves the threshold; all else is there without it. It contains the figures in
 * plain words, the curves, each kind of defect, pictures of the worst missed defects, the worst false alarms and the
 * clearest finds, and how the model was made. It follows the reader's choice of a light or a dark screen, and can be
 * printed. It is smaller than 5 MB for any data set.
 *
 * <p>The same evaluation gives the same bytes on one computer; the JPEG encoder may differ on another.
 */
public final class HtmlReport {
    private final Evaluation evaluation;
    private final Verdicts verdicts;

    private HtmlReport(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.verdicts = Verdicts.of(evaluation);
    }

    /**
     * Writes the report. The pictures to show are read again; if one cannot be read, the report contains the reason in its
     * place.
     *
     * @param evaluation the results
     * @param file the file to write; a file that exists is replaced in one step
     * @throws BlemishException if the file cannot be written
     */
    public static void write(final Evaluation evaluation, final Path file) {
        final HtmlReport report = new HtmlReport(evaluation);
        Document.write(
                evaluation.dataset() + " judged by " + evaluation.model(),
                List.of(report.banner(), report.body(), Document.foot(), Script.toHtml()),
                file);
    }

    private Html banner() {
        return Element.of("header")
                .holding(
                        Element.of("p", "brand").text("Blemish inspection report"),
                        Element.of("h1").holding(Html.name(evaluation.dataset())),
                        Element.of("p", "subtitle").text("judged by ").holding(Html.name(evaluation.model())));
    }

    private Html body() {
        final List<Html> sections = new ArrayList<>();
        sections.add(new Headline(evaluation, verdicts).toHtml());
        sections.addAll(new ScoreCharts(evaluation, verdicts).toHtml());
        sections.addAll(new ClipCurves(evaluation).toHtml());
        sections.addAll(new ConfusionTable(evaluation).toHtml());
        sections.addAll(new KindTable(evaluation).toHtml());
        sections.addAll(new SizeTable(evaluation).toHtml());
        sections.addAll(new OperatingPoints(evaluation).toHtml());
        sections.addAll(new ThresholdSlider(evaluation).toHtml());
        sections.addAll(new Gallery(evaluation, verdicts).toHtml());
        sections.addAll(new PictureTable(evaluation).toHtml());
        sections.addAll(new FailureList(evaluation.failures()).toHtml());
        sections.addAll(new TuningTable(evaluation).toHtml());
        sections.addAll(new TemplateSection(evaluation.alignment()).toHtml());
        sections.add(new Origin(evaluation).toHtml());
        sections.add(Glossary.toHtml());
        return Element.of("main").holding(sections);
    }
}
