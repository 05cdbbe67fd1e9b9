package io.blemish.server.http;

/** A request that gets a problem as its response. The message is one sentence for the sender. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;

    /**
     * A problem.
     *
     * @param kind of the problem
     * @param detail one sentence
     */
    public ProblemException(final ProblemKind kind, final String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    /**
     * The problem of a request that the server has no room for now.
     *
     * @param reason one sentence
     */
    public static ProblemException overloaded(final String reason) {
        return new ProblemException(ProblemKind.OVERLOADED, reason + " Try again in a moment.");
    }

    /** The kind of the problem. */
    public ProblemKind kind() {
        return kind;
    }

    /** One sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
