package io.blemish.server.history;

/** Thrown if the database cannot be read or written. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryException(final Throwable cause) {
        super("The history cannot be used: " + cause.getMessage(), cause);
    }
}
