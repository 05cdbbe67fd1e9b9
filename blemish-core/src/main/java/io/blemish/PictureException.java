package io.blemish;

/** A picture or a mask cannot be used: send it to where a person looks at it; trying again does not help. */
public final class PictureException extends BlemishException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a sentence alone.
     *
     * @param code the reason, for a program
     * @param message a sentence for a person
     */
    public PictureException(final ErrorCode code, final String message) {
        super(code, message);
    }

    /**
     * An exception with a sentence and a cause.
     *
     * @param code the reason, for a program
     * @param message a sentence for a person
     * @param cause the exception that led to it, for the debug log
     */
    public PictureException(final ErrorCode code, final String message, final Throwable cause) {
        super(code, message, cause);
    }
}
