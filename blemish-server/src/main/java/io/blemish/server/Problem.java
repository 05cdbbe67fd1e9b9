package io.blemish.server;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type a URN that names the kind
 * @param title the kind for people
 * @param status of the answer
 * @param detail one sentence
 */
record Problem(String type, String title, int status, String detail) {
    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(final ProblemKind kind, final int status, final String detail) {
        return new Problem("urn:blemish:problem:" + kind.slug(), kind.title(), status, detail);
    }
}
