package io.blemish.server.http;

import io.blemish.artifact.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responses that are a problem. After such a response the rest of the request's body is read and dropped: if the server
 * closed the connection while the sender still writes, the sender would lose the response. If the rest is too much, or does
 * not arrive in time, the connection is closed all the same.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** How much of a body is read and dropped: more than a usual picture has. */
    private static final int MAX_DROPPED = 1 << 23;

    /** How long the rest of a body may take. A sender that is slower loses its connection. */
    private static final Duration TIME = Duration.ofSeconds(2);

    /**
     * Sends a problem.
     *
     * @throws IOException if the connection fails before the problem is sent
     */
    public void send(final Exchange exchange, final Problem problem) throws IOException {
        if (problem.status() == ProblemKind.OVERLOADED.status()) {
            exchange.setHeaderIfAbsent("Retry-After", "1");
        }
        // Nothing is read from somebody who may not send anything.
        final boolean stranger = problem.status() == ProblemKind.UNAUTHORIZED.status() && exchange.hasBody();
        if (stranger || exchange.length() > MAX_DROPPED) {
            exchange.closeAfterResponse();
        }
        exchange.send(problem.status(), Problem.CONTENT_TYPE, Json.line(problem).getBytes(StandardCharsets.UTF_8));
        if (exchange.hasBody() && !exchange.closesAfterResponse()) {
            drop(exchange);
        }
    }

    private static void drop(final Exchange exchange) throws IOException {
        new ArrivingBody(exchange, TIME, new Dropped()).handle(exchange);
    }

    /** The rest of a body that nobody wants. */
    private static final class Dropped implements ArrivingBody.Receiver {
        private long bytes;

        @Override
        public void take(final ByteBuffer part) {
            bytes += part.remaining();
            if (bytes > MAX_DROPPED) {
                throw new ProblemException(ProblemKind.TOO_MANY_BYTES, "The rest of the request is too long.");
            }
        }

        @Override
        public void end(final Exchange exchange) {
            // The connection is ready for its next request.
        }

        @Override
        public void fail(final Exchange exchange, final Exception failure) {
            // Jetty closes the connection of a request that was not read to its end.
            LOG.debug("A refused request was not read to its end.", failure);
        }
    }
}
