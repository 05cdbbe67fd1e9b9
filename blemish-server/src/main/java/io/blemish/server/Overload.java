package io.blemish.server;

/** More than the server takes on. */
final class Overload {
    private Overload() {}

    static ProblemException tooMuch(final String why) {
        return new ProblemException(ProblemKind.OVERLOADED, why + " Try again in a moment.");
    }

    static ProblemException waiting() {
        return tooMuch("As many pictures are waiting as can be judged in time.");
    }

    static ProblemException deadline() {
        return new ProblemException(
                ProblemKind.DEADLINE,
                "The deadline passed before the picture's turn came. Try again in a moment, or send fewer at once.");
    }
}
