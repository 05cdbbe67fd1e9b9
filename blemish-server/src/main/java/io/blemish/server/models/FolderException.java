package io.blemish.server.models;

/** Keeps the server from using the folder of models: it may not write there, or the disk is full. */
public final class FolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderException(final Exception cause) {
        super(cause.getMessage(), cause);
    }
}
