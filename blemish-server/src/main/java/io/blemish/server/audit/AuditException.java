package io.blemish.server.audit;

/** The audit log cannot be written or read. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean writing;

    private AuditException(final String what, final boolean writing, final Exception cause) {
        super("The audit log cannot be " + what + ": " + cause.getMessage(), cause);
        this.writing = writing;
    }

    static AuditException notWritten(final Exception cause) {
        return new AuditException("written", true, cause);
    }

    static AuditException notRead(final Exception cause) {
        return new AuditException("read", false, cause);
    }

    /** Whether an entry is missing about something that was done. */
    public boolean isOfAnEntry() {
        return writing;
    }
}
