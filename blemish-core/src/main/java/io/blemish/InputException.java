package io.blemish;

/**
 * Something the user gave cannot be used. The message is one complete sentence (or two) for that user: it names the
 * file, says what was wrong and what to do. Command line and server print it as it is, never with a stack trace.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence alone.
     *
     * @param message a sentence for the user
     */
    public InputException(final String message) {
        super(message);
    }

    /**
     * With a sentence and what led to it.
     *
     * @param message a sentence for the user
     * @param cause what was caught, for the debug log
     */
    public InputException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
