package io.blemish.report;

/** A chart with its heading, its key, and a sentence about what it shows. */
final class ChartFigure {
    private ChartFigure() {}

    static Html of(final String title, final Chart chart, final String words) {
        return Element.of("figure", "chart")
                .holding(
                        Element.of("h3").holding(Html.name(title)),
                        chart.toSvg(title),
                        chart.toKey(),
                        Element.of("figcaption").text(words));
    }
}
