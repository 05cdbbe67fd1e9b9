package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.JudgedSample;
import io.blemish.model.StageTimes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table of all pictures, which a script sorts. It is folded up, so that it is not printed unless somebody opens it. */
final class PictureTable {
    /** The largest number of rows, so that the report stays small; {@code predictions.csv} has all. */
    static final int MOST = 2000;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Evaluation evaluation;

    PictureTable(final Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Html> toHtml() {
        final int count = evaluation.samples().size();
        if (count == 0) {
            return List.of();
        }
        final List<Element> rows = evaluation.samples().stream()
                .sorted(Comparator.<JudgedSample>comparingDouble(
                                judged -> -judged.prediction().score())
                        .thenComparing(judged -> judged.sample().id()))
                .limit(MOST)
                .map(PictureTable::row)
                .toList();
        final String summary = count > MOST
                ? "The " + Figures.count(MOST) + " pictures with the highest scores, of " + Figures.count(count)
                        + "; predictions.csv has all of them"
                : Figures.count(count, "picture", "pictures") + ", the highest score first";
        return List.of(Element.of("section")
                .holding(
                        Element.of("h2").text("All pictures"),
                        Element.of("details")
                                .holding(
                                        Element.of("summary").text(summary),
                                        Tables.of(
                                                "All pictures",
                                                "pictures",
                                                List.of(
                                                        "Picture",
                                                        "Kind",
                                                        "Shows a defect",
                                                        "Score",
                                                        "Verdict",
                                                        "Regions",
                                                        "Milliseconds"),
                                                rows))));
    }

    private static Element row(final JudgedSample judged) {
        final String verdict = judged.prediction().verdict().word();
        final float score = judged.prediction().score();
        return Element.of("tr")
                .with("data-score", Float.toString(score))
                .holding(
                        Element.of("th")
                                .with("scope", "row")
                                .holding(Html.name(judged.sample().id())),
                        Element.of("td").holding(Html.name(judged.sample().kind())),
                        Element.of("td").text(judged.anomalous() ? "yes" : "no"),
                        Element.of("td")
                                .with("data-sort", Float.toString(score))
                                .text(Figures.score(score)),
                        Element.of("td", "now").with("data-was", verdict).text(verdict),
                        Element.of("td")
                                .text(Integer.toString(
                                        judged.prediction().regions().size())),
                        Element.of("td")
                                .text(judged.times().map(PictureTable::millis).orElse(Figures.NONE)));
    }

    private static String millis(final StageTimes times) {
        return String.format(Locale.ROOT, "%.1f", times.total() / NANOS_PER_MILLI);
    }
}
