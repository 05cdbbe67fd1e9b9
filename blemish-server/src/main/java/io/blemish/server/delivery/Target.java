package io.blemish.server.delivery;

import io.blemish.BlemishException;
import io.blemish.server.history.Letter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A program that gets verdicts. One that is made holds nothing that must be closed until it is opened. Letters are delivered by one thread.
 */
public interface Target extends AutoCloseable {
    /** How long a receiver may take for a letter; it counts as away after that. */
    Duration TIMEOUT = Duration.ofSeconds(10);

    /** Its name in the outbox. */
    String name();

    /**
     * Is called once, before the first letter, when the server begins to deliver. A target that other programs connect to listens from now on.
     *
     * @param past verdicts that may be asked for again, until the target is closed
     * @param folder for files of its own, which need not exist
     * @throws BlemishException if it cannot listen; it holds nothing then
     */
    default void open(final PastVerdicts past, final Path folder) {}

    /**
     * Is told which models are served, by any thread: once after it is opened, and whenever that changes.
     *
     * @param versions the active version of each model, by its name
     */
    default void serving(final Map<String, String> versions) {}

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
