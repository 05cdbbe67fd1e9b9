package io.blemish.server.history;

/** The database cannot be read or written now. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryException(final Throwable cause) {
        super("The history cannot be used: " + cause.getMessage(), cause);
    }
}
