package io.blemish;

/**
 * Something that was given cannot be used. The message is one complete sentence (or two) for a person: it names the file, says
 * what was wrong and, if the library knows, what to do. A program switches on the {@link #code}.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 2L;

    private final ErrorCode code;

    /** With a sentence alone. */
    public InputException(final String message) {
        super(message);
        this.code = ErrorCode.OPTION_INVALID;
    }

    /** With a sentence and what led to it. */
    public InputException(final String message, final Throwable cause) {
        super(message, cause);
        this.code = ErrorCode.OPTION_INVALID;
    }

    InputException(final ErrorCode code, final String message) {
        super(message);
        this.code = code;
    }

    InputException(final ErrorCode code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The reason, for a program. */
    public final ErrorCode code() {
        return code;
    }
}
