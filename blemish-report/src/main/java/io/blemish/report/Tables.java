package io.blemish.report;

import java.util.Arrays;
import java.util.List;

/** Makes tables whose first column names the row. */
final class Tables {
    private Tables() {}

    /**
     * Makes a table that scrolls, also by the keyboard, if the screen is too narrow for it.
     *
     * @param name the name of the table for those who do not see it
     * @param styleClass the class in the style sheet
     * @param titles the titles of the columns; none for a table of facts
     * @param rows made by {@link #row}
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
