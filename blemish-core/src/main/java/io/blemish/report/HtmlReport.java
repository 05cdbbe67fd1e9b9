package io.blemish.report;

import io.blemish.AtomicFile;
import io.blemish.InputException;
import io.blemish.evaluation.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    /** Nothing may be loaded from anywhere, whatever a file's name tries. */
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

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
        final Html page = new HtmlReport(evaluation).page();
        AtomicFile.write(file, temporary -> {
            try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
                out.write("<!DOCTYPE html>\n");
                page.writeTo(out);
                out.write('\n');
            }
        });
    }

    private Html page() {
        return Element.of("html")
                .with("lang", "en")
                .with("xmlns", "http://www.w3.org/1999/xhtml")
                .holding(head(), Element.of("body").holding(banner(), body(), foot()));
    }

    private Html head() {
        return Element.of("head")
                .holding(
                        Element.of("meta").with("charset", "utf-8"),
                        Element.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", POLICY),
                        Element.of("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        Element.of("title").text(evaluation.dataset() + " judged by " + evaluation.model()),
                        Element.of("style").holding(Html.raw(styleSheet())));
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

    private static String styleSheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("resource report.css is missing from the library");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
