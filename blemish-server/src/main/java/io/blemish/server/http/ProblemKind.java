package io.blemish.server.http;

import java.util.Locale;

/** The reasons for which a request is refused or cannot be answered. */
public enum ProblemKind {
    BAD_REQUEST(400, "Bad request"),
    UNAUTHORIZED(401, "A token is needed"),
    SIGN_IN(401, "Sign in"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    TOO_SLOW(408, "Sent too slowly"),
    CONFLICT(409, "Conflict"),
    TOO_MANY_BYTES(413, "Too many bytes"),
    TOO_MANY_PIXELS(413, "Too many pixels"),
    WRONG_TYPE(415, "Wrong type"),
    NOT_A_PICTURE(422, "Not a picture"),
    NOT_ALIGNED(422, "Part not found"),
    NOT_A_MODEL(422, "Not a model"),
    OVERLOADED(429, "Too many requests"),
    DEADLINE(429, "Deadline passed"),
    TOO_MANY_SIGN_INS(429, "Too many failed sign-ins"),
    INTERNAL(500, "Internal error"),
    HISTORY(503, "History not available"),
    AUDIT(503, "Audit log not available"),
    MODELS(503, "Folder of models not available"),
    STOPPING(503, "Stopping");

    private final int status;
    private final String title;

    /**
     * A kind.
     *
     * @param status the status of the response
     * @param title a name for people
     */
    ProblemKind(final int status, final String title) {
        this.status = status;
        this.title = title;
    }

    /** The status of the response. */
    public int status() {
        return status;
    }

    /** A name for people. */
    public String title() {
        return title;
    }

    /** The name in the URN of its type: {@code too-many-pixels}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a status that Jetty chose. */
    public static ProblemKind of(final int status) {
        for (final ProblemKind kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return status >= 500 ? INTERNAL : BAD_REQUEST;
    }
}
