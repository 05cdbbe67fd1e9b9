package io.blemish.server.http;

import java.io.IOException;

/** What the server does for a request. */
@FunctionalInterface
public interface Operation {
    /**
     * Reads the request and sends the response.
     *
     * @throws IOException if the connection fails
     */
    void handle(Exchange exchange) throws IOException;
}
