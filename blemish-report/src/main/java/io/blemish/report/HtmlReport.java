package io.blemish.report;

import io.blemish.InputException;
import io.blemish.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An evaluation as one HTML file that needs nothing else: no network, no scripts, no other files. It holds the figures in
 * plain words, the curves, each kind of defect, the worst misses and false alarms and the surest finds as pictures, and
 * how all was made. It follows the reader's choice of a bright or dark screen, and prints. Below 5 MB whatever the data
 * set.
 *
 * <p>The same evaluation gives the same bytes on one computer; fonts and picture codecs may differ on another.
 */
public final class HtmlReport {
    private final Evaluation evaluation;
    private final Verdicts verdicts;

    private HtmlReport(final Evaluation evaluation) {
        this.evaluation = evaluation;
        this.verdicts = Verdicts.of(evaluation);
    }

    /**
     * Writes the report. Pictures that are to be shown are read again; one that cannot be read is left out, with the
     * reason in its place.
     *
     * @param evaluation what to report
     * @param file replaced in one step where it exists
     * @throws InputException where the file cannot be written
     */
    public static void write(final Evaluation evaluation, final Path file) {
        final HtmlReport report = new HtmlReport(evaluation);
        Document.write(
                evaluation.dataset() + " judged by " + evaluation.model(),
                List.of(report.banner(), report.body(), foot()),
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
        sections.addAll(new Plots(evaluation, verdicts).toHtml());
        sections.addAll(new ClipCurves(evaluation).toHtml());
        sections.addAll(new KindTable(evaluation).toHtml());
        sections.addAll(new OperatingPoints(evaluation).toHtml());
        sections.addAll(new Gallery(evaluation, verdicts).toHtml());
        sections.addAll(new FailureList(evaluation.failures()).toHtml());
        sections.add(new Origin(evaluation).toHtml());
        sections.add(Glossary.toHtml());
        return Element.of("main").holding(sections);
    }

    private static Html foot() {
        return Element.of("footer").text("This file is complete in itself and can be passed on as it is.");
    }
}
