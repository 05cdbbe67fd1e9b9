package io.blemish;

/**
 * The machine could not do it now: a disk is full, a folder cannot be written, a device or a server is away. Trying again may
 * help.
 */
public final class ResourceException extends BlemishException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a sentence alone.
     *
     * @param code the reason, for a program
     * @param message a sentence for a person
     */
    public ResourceException(final ErrorCode code, final String message) {
        super(code, message);
    }

    /**
     * An exception with a sentence and a cause.
     *
     * @param code the reason, for a program
     * @param message a sentence for a person
     * @param cause the exception that led to it, for the debug log
     */
    public ResourceException(final ErrorCode code, final String message, final Throwable cause) {
        super(code, message, cause);
    }
}
