package io.blemish.backbone.download;

/** A file could not be downloaded. The message is the reason, a sentence without a full stop. */
public final class DownloadException extends Exception {
    private static final long serialVersionUID = 1L;

    DownloadException(final String message) {
        super(message);
    }

    DownloadException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
