package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.evaluation.CategoryTable;
import io.blemish.evaluation.MetricsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the results of several data sets on one page that links to the report of each. */
public final class OverviewPage {
    private OverviewPage() {}

    /**
     * Writes the page.
     *
     * @param title a name for all the data sets together
     * @param table their results
     * @param report gives the path of a data set's report, relative to the folder of the page, with {@code /} between the
     *     parts
     * @param file the file to write; a file that exists is replaced in one step
     * @throws BlemishException if the file cannot be written
     */
    public static void write(
            final String title,
            final CategoryTable table,
            final Function<MetricsFile, String> report,
            final Path file) {
        Document.write(
                title,
                List.of(
                        Element.of("header")
                                .holding(
                                        Element.of("p", "brand").text("Blemish inspection reports"),
                                        Element.of("h1").holding(Html.name(title)),
                                        Element.of("p", "subtitle")
                                                .text(Figures.count(
                                                                table.categories()
                                                                        .size(),
                                                                "data set",
                                                                "data sets")
                                                        + ", each with a model of its own")),
                        Element.of("main")
                                .holding(Element.of("section").holding(rows(table, report)), Glossary.toHtml())),
                file);
    }

    private static Html rows(final CategoryTable table, final Function<MetricsFile, String> report) {
        final boolean saturated = table.categories().stream().anyMatch(one -> one.auspro() != null);
        final List<Element> rows = new ArrayList<>();
        for (final MetricsFile one : table.categories()) {
            final var counts = one.counts();
            rows.add(Element.of("tr")
                    .holding(
                            Element.of("th")
                                    .with("scope", "row")
                                    .holding(Element.of("a")
                                            .with("href", Address.ofPath(report.apply(one)))
                                            .holding(Html.name(one.dataset()))),
                            cell(counts.truePositives() + " of " + Figures.count(counts.anomalous())),
                            cell(counts.falsePositives() + " of " + Figures.count(counts.normal())),
                            metric(one.imageAuroc()),
                            metric(one.pixelAuroc()),
                            metric(one.aupro()))
                    .holding(saturated ? List.of(metric(one.auspro())) : List.of()));
        }
        final CategoryTable.Mean mean = table.mean();
        rows.add(Element.of("tr", "chosen")
                .holding(
                        Element.of("th").with("scope", "row").text("Mean"),
                        cell(""),
                        cell(""),
                        metric(mean.imageAuroc()),
                        metric(mean.pixelAuroc()),
                        metric(mean.aupro()))
                .holding(saturated ? List.of(metric(mean.auspro())) : List.of()));
        return Tables.of(
                "Data sets",
                "overview",
                Stream.concat(
                                Stream.of(
                                        "Data set",
                                        "Defects found",
                                        "False alarms",
                                        "Image AUROC",
                                        "Pixel AUROC",
                                        "AUPRO"),
                                saturated ? Stream.of("AUsPRO") : Stream.empty())
                        .toList(),
                rows);
    }

    private static Element metric(final @Nullable Double value) {
        return cell(value == null ? Figures.NONE : Figures.metric(value));
    }

    private static Element cell(final String text) {
        return Element.of("td").text(text);
    }
}
