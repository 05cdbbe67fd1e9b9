package io.blemish.artifact;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How this project writes CSV (RFC 4180). Without a library: a library would not know about formulas. */
public final class Csv {
    /** Signs that begin a formula, also in the full width of East Asian scripts, behind blanks that a spreadsheet leaves out. */
    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20\u2212]|[\\t\\r\\n]");

    private static final String QUOTE = "'";

    private Csv() {}

    private static boolean isFormula(final String text) {
        return FORMULA.matcher(text).lookingAt();
    }

    /**
     * The text that a cell holds, without the quote that {@link #text} put before a formula.
     *
     * @param cell as a reader of CSV gives it
     */
    public static String plain(final String cell) {
        final boolean quoted = cell.startsWith(QUOTE) && isFormula(cell.substring(1));
        return quoted ? cell.substring(1) : cell;
    }

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
        final String safe = isFormula(text) ? QUOTE + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
