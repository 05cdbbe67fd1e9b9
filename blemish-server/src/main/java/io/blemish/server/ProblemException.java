package io.blemish.server;

/** A request that gets a problem for an answer. The message is one sentence for whoever sent it. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;

    ProblemException(final ProblemKind kind, final String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    ProblemKind kind() {
        return kind;
    }

    /** One sentence. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
