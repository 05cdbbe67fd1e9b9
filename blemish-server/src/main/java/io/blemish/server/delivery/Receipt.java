package io.blemish.server.delivery;

import java.util.Optional;

/** The result of an attempt to deliver a letter. */
public sealed interface Receipt {
    /** The receiver has the letter. */
    record Taken() implements Receipt {}

    /**
     * The receiver refuses this letter, and may take others.
     *
     * @param problem a sentence
     */
    record Refused(String problem) implements Receipt {}

    /**
     * The receiver takes no letter now.
     *
     * @param problem a sentence
     */
    record Away(String problem) implements Receipt {
        /**
         * The receiver cannot be reached.
         *
         * @param receiver its kind and address, as a sentence begins with them
         * @param cause what happened
         */
        public static Away unreachable(final String receiver, final Throwable cause) {
            final String reason = Optional.ofNullable(cause.getMessage())
                    .orElse(cause.getClass().getSimpleName())
                    .replaceFirst("[.]$", "");
            return new Away(receiver + " cannot be reached (" + reason + ").");
        }
    }
}
