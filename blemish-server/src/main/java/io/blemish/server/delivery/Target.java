package io.blemish.server.delivery;

import io.blemish.server.history.Letter;
import java.time.Duration;

/**
 * A program that gets verdicts. One that is made holds nothing that must be closed until the first letter is delivered. It is used by one thread.
 */
public interface Target extends AutoCloseable {
    /** How long a receiver may take for a letter; it counts as away after that. */
    Duration TIMEOUT = Duration.ofSeconds(10);

    /** Its name in the outbox. */
    String name();

    /**
     * Tries once to deliver a letter.
     *
     * @param letter the letter
     * @param json its verdict as JSON
     * @throws InterruptedException if the server stops meanwhile
     */
    Receipt deliver(Letter letter, byte[] json) throws InterruptedException;

    /** Ends the connection, if there is one. */
    @Override
    default void close() {}
}
