package io.blemish;

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
        super(message);
        this.code = code;
    }

    BlemishException(final ErrorCode code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** {@return the reason, for a program} */
    public final ErrorCode code() {
        return code;
    }
}
