package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.comparison.Comparison;
import io.blemish.comparison.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the comparison of several methods on one data set as one HTML file that needs no other file: a chart of accuracy
 * against time, and a table of all results.
 */
public final class ComparisonPage {
    private static final List<String> TITLES = List.of(
            "Method",
            "Image AUROC",
            "95% interval",
            "Pixel AUROC",
            "AUPRO",
            "Fit",
            "One picture",
            "network",
            "search",
            "map",
            "Model",
            "Memory");

    private final Comparison comparison;

    private ComparisonPage(final Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Writes the page.
     *
     * @param comparison the results
     * @param file the file to write; a file that exists is replaced in one step
     * @throws BlemishException if the file cannot be written
     */
    public static void write(final Comparison comparison, final Path file) {
        final ComparisonPage page = new ComparisonPage(comparison);
        Document.write(
                "Methods compared on " + comparison.dataset(),
                List.of(page.banner(), page.body(), Document.foot()),
                file);
    }

    private Html banner() {
        return Element.of("header")
                .holding(
                        Element.of("p", "brand").text("Blemish comparison"),
                        Element.of("h1").holding(Html.name(comparison.dataset())),
                        Element.of("p", "subtitle")
                                .text("Trained on "
                                        + Figures.count(comparison.train(), "good picture", "good pictures")
                                        + ", tested on " + Figures.count(comparison.good()) + " good and "
                                        + Figures.count(comparison.defective()) + " defective ones"));
    }

    private Html body() {
        final List<Html> sections = new ArrayList<>();
        sections.add(Element.of("section")
                .with("aria-label", "Result")
                .holding(Element.of("p", "verdict").text(comparison.sentence())));
        final List<Html> chart = AccuracyChart.of(comparison);
        if (!chart.isEmpty()) {
            sections.add(Element.of("section").holding(chart));
        }
        sections.add(Element.of("section").holding(Element.of("h2").text("All results"), table(), words()));
        final List<Element> failures = failures();
        if (!failures.isEmpty()) {
            sections.add(Element.of("section")
                    .holding(
                            Element.of("h2").text("Failures"),
                            Element.of("ul", "failures").holding(failures)));
        }
        return Element.of("main").holding(sections);
    }

    private Html table() {
        return Tables.of(
                "All results",
                "comparison",
                TITLES,
                comparison.results().stream().map(this::row).toList());
    }

    private Element row(final Result result) {
        final String name = comparison.label(result);
        final Result.Accuracy accuracy = result.accuracy();
        final Result.Cost cost = result.cost();
        if (accuracy == null || cost == null) {
            final String[] cells = new String[TITLES.size() - 1];
            Arrays.fill(cells, Figures.NONE);
            cells[0] = "failed";
            return Tables.row(name, cells);
        }
        return Tables.row(
                name,
                metric(accuracy.imageAuroc()),
                metric(accuracy.imageAurocLow()) + " to " + metric(accuracy.imageAurocHigh()),
                metric(accuracy.pixelAuroc()),
                metric(accuracy.aupro()),
                Figures.seconds(cost.fitSeconds()),
                millis(cost.pictureMillis()),
                millis(cost.backboneMillis()),
                millis(cost.searchMillis()),
                millis(cost.mapMillis()),
                megabytes(cost.modelBytes()),
                megabytes(cost.peakBytes()));
    }

    private Html words() {
        return Element.of("p", "hint")
                .text("Fit: the time to read the training pictures, run the network, train the detector and set the"
                        + " threshold. One picture: the median time of successive runs after a warm-up, for a picture"
                        + " in memory, on " + Figures.count(comparison.threads(), "thread", "threads")
                        + "; network, search (patches and detector) and map are its parts, each with its own median."
                        + " Memory: the largest use of the Java heap after garbage collection and of direct buffers,"
                        + " during fit and test; the memory of the network and of mapped files is not included."
                        + " Written by " + comparison.software() + ".");
    }

    private List<Element> failures() {
        final List<Element> failures = new ArrayList<>();
        for (final Result result : comparison.results()) {
            if (result.failure() != null) {
                failures.add(Element.of("li").holding(Html.name(comparison.label(result) + ": " + result.failure())));
            } else if (result.accuracy() != null && result.accuracy().failed() > 0) {
                failures.add(Element.of("li")
                        .holding(Html.name(comparison.label(result) + " could not judge "
                                + Figures.count(result.accuracy().failed(), "picture", "pictures") + ".")));
            }
        }
        return failures;
    }

    private static String metric(final @Nullable Double value) {
        return value == null ? Figures.NONE : Figures.metric(value);
    }

    private static String millis(final double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f ms" : "%.0f ms", value);
    }

    private static String megabytes(final long bytes) {
        return String.format(Locale.ROOT, bytes < 1e8 ? "%.1f MB" : "%,.0f MB", bytes / 1e6);
    }
}
