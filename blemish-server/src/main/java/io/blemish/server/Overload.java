package io.blemish.server;

import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;

/** More than the server takes on. */
final class Overload {
    private Overload() {}

    static ProblemException waiting() {
        return ProblemException.overloaded("As many pictures are waiting as can be judged in time.");
    }

    static ProblemException deadline() {
        return new ProblemException(
                ProblemKind.DEADLINE,
                "The deadline passed before the picture's turn came. Try again in a moment, or send fewer at once.");
    }
}
