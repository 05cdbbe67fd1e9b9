package io.blemish.server.http;

import java.io.IOException;

/** Answers requests whose operation has failed. */
@FunctionalInterface
public interface Failures {
    /**
     * Sends the response. It is only asked while there is none.
     *
     * @param exchange whose operation has failed
     * @param failure what the operation threw
     * @throws IOException if the connection fails
     */
    void answer(Exchange exchange, Exception failure) throws IOException;
}
