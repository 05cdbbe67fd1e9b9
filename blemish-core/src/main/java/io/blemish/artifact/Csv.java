package io.blemish.artifact;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How this project writes CSV (RFC 4180). Without a library: a library would not know about formulas. */
public final class Csv {
    /** Signs that begin a formula, also in the full width of East Asian scripts, behind blanks that a spreadsheet leaves out. */
    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20\u2212]|[\\t\\r\\n]");

    private Csv() {}

    /**
     * A line with its end.
     *
     * @param cells texts from outside through {@link #text}, anything else as it is written
     */
    public static String line(final Object... cells) {
        return Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(",")) + "\r\n";
    }

    /**
     * A text as a cell, quoted if needed. A spreadsheet would run a text that begins like a formula; a quote before it prevents
     * that.
     *
     * @param text from outside, such as the name of a file
     */
    public static String text(final String text) {
        final String safe = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
