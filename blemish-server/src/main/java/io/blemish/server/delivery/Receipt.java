package io.blemish.server.delivery;

/** What became of an attempt to deliver a letter. */
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
    record Away(String problem) implements Receipt {}
}
