package io.blemish.server;

import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why somebody changes a model, as the file of the model keeps it. */
final class Reason {
    private static final int LONGEST = 1000;

    private Reason() {}

    /**
     * A reason as it was sent; empty if there is none.
     *
     * @throws ProblemException if it is too long or has several lines
     */
    static Optional<String> of(final @Nullable String why) {
        final Optional<String> reason = Optional.ofNullable(why).filter(text -> !text.isBlank());
        if (reason.isPresent()
                && (reason.get().length() > LONGEST || reason.get().chars().anyMatch(Character::isISOControl))) {
            throw new ProblemException(
                    ProblemKind.BAD_REQUEST, "The field 'why' must be one line of at most " + LONGEST + " characters.");
        }
        return reason;
    }
}
