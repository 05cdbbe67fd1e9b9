package io.blemish.report;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A piece of a page. Text becomes a piece only through {@link #text}, which escapes it: a file's name cannot bring markup
 * with it. Written as XML-conforming HTML, so that strict parsers read it as well as browsers.
 */
interface Html {
    /** Stands in for what may not be in a page. */
    char REPLACEMENT = '\uFFFD';

    /** Writes the piece. */
    void writeTo(Appendable out) throws IOException;

    /** How many characters it has when it is written. */
    default int length() {
        final StringBuilder written = new StringBuilder();
        try {
            writeTo(written);
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return written.length();
    }

    /** Text as it is, whatever characters it has. */
    static Html text(final String text) {
        return out -> out.append(escape(text));
    }

    /**
     * A name from outside. Its characters' writing direction ends where it ends, so that it cannot turn the sentence
     * around it.
     */
    static Html name(final String name) {
        return Element.of("bdi").holding(text(name));
    }

    /** Our own style sheet: the one text that is not escaped, and holds no text from outside. */
    static Html raw(final String trusted) {
        return out -> out.append(trusted);
    }

    /** For text and for attributes' values in double quotes. */
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

    /** As XML 1.0 has it: no control characters, no halves of surrogate pairs. */
    private static boolean isAllowed(final int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point < 0x7F)
                || (point > 0x9F && point < 0xD800)
                || (point >= 0xE000 && point < 0xFFFE)
                || point >= 0x10000;
    }
}
