package io.blemish.report;

import java.util.Arrays;

/** Rows of tables whose first column names the row and whose others are numbers. */
final class Tables {
    private Tables() {}

    static Element header(final String... titles) {
        return Element.of("tr")
                .holding(Arrays.stream(titles)
                        .map(title -> Element.of("th").with("scope", "col").text(title))
                        .toList());
    }

    static Element row(final String name, final String... cells) {
        return Element.of("tr")
                .holding(Element.of("th").with("scope", "row").holding(Html.name(name)))
                .holding(Arrays.stream(cells).map(Element.of("td")::text).toList());
    }
}
