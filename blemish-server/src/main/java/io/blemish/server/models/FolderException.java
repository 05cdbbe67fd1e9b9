package io.blemish.server.models;

/** Thrown if the folder of models cannot be written, because of its permissions or a full disk. */
public final class FolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderException(final Exception cause) {
        super(cause.getMessage(), cause);
    }
}
