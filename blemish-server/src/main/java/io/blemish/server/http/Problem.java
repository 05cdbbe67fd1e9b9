package io.blemish.server.http;

/**
 * An error in the form of RFC 9457.
 *
 * @param type a URN that names the kind
 * @param title the kind for people
 * @param status the status of the response
 * @param detail one sentence
 */
public record Problem(String type, String title, int status, String detail) {
    static final String CONTENT_TYPE = "application/problem+json";

    /** A problem with the status of its kind. */
    public static Problem of(final ProblemKind kind, final String detail) {
        return of(kind, kind.status(), detail);
    }

    static Problem of(final ProblemKind kind, final int status, final String detail) {
        return new Problem("urn:blemish:problem:" + kind.slug(), kind.title(), status, detail);
    }
}
