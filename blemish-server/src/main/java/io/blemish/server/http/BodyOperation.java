package io.blemish.server.http;

import java.io.IOException;

/** Handles a request whose body has arrived. */
@FunctionalInterface
public interface BodyOperation {
    /**
     * Sends the response.
     *
     * @param exchange whose request has the body
     * @param body the whole body
     * @throws IOException if the connection fails
     */
    void handle(Exchange exchange, byte[] body) throws IOException;
}
