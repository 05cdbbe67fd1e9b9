package io.blemish;

import java.util.Locale;

/**
 * Something that was given, or the machine, does not allow the work. The message is one complete sentence (or two) for a person:
 * it names the file, says what was wrong and, if the library knows, what to do. A program switches on the {@link #code}, or on the
 * type: trying again may help after a {@link ResourceException}, and does not help after the others.
 */
public abstract sealed class BlemishException extends RuntimeException
        permits BackboneException,
                DatasetException,
                DocumentException,
                ModelException,
                OptionException,
                PictureException,
                ResourceException {
    private static final long serialVersionUID = 2L;

    /** The reason, for a program. */
    private final ErrorCode code;

    BlemishException(final ErrorCode code, final String message) {
        super(inOneLine(message));
        this.code = code;
    }

    BlemishException(final ErrorCode code, final String message, final Throwable cause) {
        super(inOneLine(message), cause);
        this.code = code;
    }

    /**
     * A message quotes what was in a file, and that may hold a new line, behind which it could pass for another message in a log, or
     * an escape, by which it could command a terminal.
     */
    private static String inOneLine(final String message) {
        final StringBuilder line = new StringBuilder(message.length());
        message.chars().forEach(character -> {
            if (Character.isISOControl(character) || character == '\u2028' || character == '\u2029') {
                line.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                line.append((char) character);
            }
        });
        return line.toString();
    }

    /** {@return the reason, for a program} */
    public final ErrorCode code() {
        return code;
    }
}
