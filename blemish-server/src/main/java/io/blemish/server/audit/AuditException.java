package io.blemish.server.audit;

/** The audit log cannot be written or read. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditException(final Exception cause) {
        super("The audit log cannot be used: " + cause.getMessage(), cause);
    }
}
