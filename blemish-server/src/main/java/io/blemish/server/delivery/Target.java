package io.blemish.server.delivery;

import io.blemish.server.history.Letter;

/** A program that gets verdicts. */
public interface Target {
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
}
