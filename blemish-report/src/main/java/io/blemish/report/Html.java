package io.blemish.report;

import java.io.IOException;

/**
 * A part of a page. Text becomes a part only by {@link #text}, which escapes it, so the name of a file cannot add markup.
 * The output is HTML that is also well-formed XML, so that strict parsers can read it.
 */
interface Html {
    /** Replaces characters that a page must not contain. */
    char REPLACEMENT = '\uFFFD';

    /** Writes the part. */
    void writeTo(Appendable out) throws IOException;

    /** Makes a text of any characters. */
    static Html text(final String text) {
        return out -> out.append(escape(text));
    }

    /** Makes a name from outside. Its writing direction ends with it, so it cannot change the direction of the sentence. */
    static Html name(final String name) {
        return Element.of("bdi").holding(text(name));
    }

    /** Makes a text that is not escaped. Only our own style sheet is one; it contains no text from outside. */
    static Html raw(final String trusted) {
        return out -> out.append(trusted);
    }

    /** Escapes text, and values of attributes in double quotes. */
    static String escape(final String text) {
        final StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT);
            }
        });
        return out.toString();
    }

    /** Whether XML 1.0 allows a character: no control characters, no halves of surrogate pairs. */
    private static boolean isAllowed(final int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point < 0x7F)
                || (point > 0x9F && point < 0xD800)
                || (point >= 0xE000 && point < 0xFFFE)
                || point >= 0x10000;
    }
}
