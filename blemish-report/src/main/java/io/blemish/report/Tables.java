package io.blemish.report;

import java.util.Arrays;
import java.util.List;

/** Tables whose first column names the row. */
final class Tables {
    private Tables() {}

    /**
     * A table that scrolls by itself where the screen is too narrow for it, by keyboard too.
     *
     * @param name for who does not see it
     * @param styleClass of the style sheet
     * @param titles of the columns; none for a table of facts
     * @param rows from {@link #row}
     */
    static Element of(final String name, final String styleClass, final List<String> titles, final List<Element> rows) {
        final Element body = Element.of("tbody").holding(rows);
        final Element table = Element.of("table", styleClass);
        return Element.of("div", "scroll")
                .with("role", "region")
                .with("aria-label", name)
                .with("tabindex", "0")
                .holding(titles.isEmpty() ? table.holding(body) : table.holding(head(titles), body));
    }

    private static Element head(final List<String> titles) {
        return Element.of("thead")
                .holding(Element.of("tr")
                        .holding(titles.stream()
                                .map(title ->
                                        Element.of("th").with("scope", "col").text(title))
                                .toList()));
    }

    static Element row(final String name, final String... cells) {
        return Element.of("tr")
                .holding(Element.of("th").with("scope", "row").holding(Html.name(name)))
                .holding(Arrays.stream(cells)
                        .map(cell -> Element.of("td").holding(Html.name(cell)))
                        .toList());
    }
}
