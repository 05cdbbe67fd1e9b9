package io.blemish;

/** A document, such as a JSON file or a manifest, does not have the content that it should have. */
public final class DocumentException extends BlemishException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a sentence alone.
     *
     * @param code the reason, for a program
     * @param message a sentence for a person
     */
    public DocumentException(final ErrorCode code, final String message) {
        super(code, message);
    }

    /**
     * An exception with a sentence and a cause.
     *
     * @param code the reason, for a program
     * @param message a sentence for a person
     * @param cause the exception that led to it, for the debug log
     */
    public DocumentException(final ErrorCode code, final String message, final Throwable cause) {
        super(code, message, cause);
    }
}
