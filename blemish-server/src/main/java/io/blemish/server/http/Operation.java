package io.blemish.server.http;

import java.io.IOException;

/** Handles requests of one kind. */
@FunctionalInterface
public interface Operation {
    /**
     * Reads the request and sends the response.
     *
     * @throws IOException if the connection fails
     */
    void handle(Exchange exchange) throws IOException;
}
