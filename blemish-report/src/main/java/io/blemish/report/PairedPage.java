package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.comparison.JudgedPair;
import io.blemish.comparison.PairedComparison;
import io.blemish.evaluation.JudgedSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the comparison of two models on the same labelled pictures as one HTML file that needs no other file: which is better or
 * that they tie, the figures of both, and the pictures on which their verdicts differ, with both maps side by side. It is smaller
 * than 5 MB for any data set.
 */
public final class PairedPage {
    /** With four pictures each, these take 2.8 MB. */
    private static final int MOST = 24;

    private final PairedComparison comparison;
    private final List<JudgedPair> differing;

    private PairedPage(final PairedComparison comparison) {
        this.comparison = comparison;
        this.differing = comparison.differing();
    }

    /**
     * Writes the page. The pictures to show are read again; if one cannot be read, the page contains the reason in its place.
     *
     * @param comparison the results
     * @param file the file to write; a file that exists is replaced in one step
     * @throws BlemishException if the file cannot be written
     */
    public static void write(final PairedComparison comparison, final Path file) {
        final PairedPage page = new PairedPage(comparison);
        Document.write(
                comparison.model().name() + " against " + comparison.against().name() + " on " + comparison.dataset(),
                List.of(page.banner(), page.body(), Document.foot()),
                file);
    }

    private Html banner() {
        return Element.of("header")
                .holding(
                        Element.of("p", "brand").text("Blemish comparison"),
                        Element.of("h1").holding(Html.name(comparison.dataset())),
                        Element.of("p", "subtitle")
                                .text("judged by ")
                                .holding(Html.name(comparison.model().name()))
                                .text(" and by ")
                                .holding(Html.name(comparison.against().name())));
    }

    private Html body() {
        final List<Html> sections = new ArrayList<>();
        sections.add(Element.of("section")
                .with("aria-label", "Result")
                .holding(Element.of("p", "verdict").holding(Html.name(comparison.sentence()))));
        sections.add(
                Element.of("section").holding(Element.of("h2").text("Both on the same pictures"), figures(), words()));
        sections.add(Element.of("section").holding(differences()));
        return Element.of("main").holding(sections);
    }

    private Html figures() {
        return Tables.of(
                "Both on the same pictures",
                "comparison",
                List.of(
                        "Figure",
                        comparison.model().name(),
                        comparison.against().name(),
                        "Difference"),
                comparison.rows().stream()
                        .map(row -> Tables.row(row.figure(), row.model(), row.against(), row.difference()))
                        .toList());
    }

    private Html words() {
        return Element.of("p", "hint")
                .text("All figures are of the "
                        + Figures.count(comparison.pairs().size(), "picture", "pictures")
                        + " that both judged. The interval of the difference is DeLong's for the same pictures; p is that of"
                        + " McNemar's exact test: how often chance alone would give counts as unequal as these.");
    }

    private List<Html> differences() {
        final String shown = differing.size() > MOST ? MOST + " of " : "";
        final List<Html> content = new ArrayList<>();
        content.add(Element.of("h2")
                .text("Pictures on which they differ ")
                .holding(Element.of("small").text(shown + Figures.count(differing.size()))));
        if (differing.isEmpty()) {
            content.add(Element.of("p").text("Their verdicts are the same on every picture."));
            return content;
        }
        content.add(Element.of("div", "cards")
                .holding(differing.stream()
                        .limit(MOST)
                        .map(pair -> new PairCard(comparison, pair).toHtml())
                        .toList()));
        content.add(table());
        return content;
    }

    private Html table() {
        return Tables.of(
                "Pictures on which they differ",
                "pictures",
                List.of(
                        "Picture",
                        "Kind",
                        comparison.model().name(),
                        comparison.against().name()),
                differing.stream()
                        .map(pair -> Tables.row(
                                pair.model().sample().id(),
                                pair.model().sample().kind(),
                                cell(pair.model()),
                                cell(pair.against())))
                        .toList());
    }

    private static String cell(final JudgedSample judged) {
        return PairCard.verdict(judged.prediction()) + ", " + PairCard.relative(judged.prediction());
    }
}
