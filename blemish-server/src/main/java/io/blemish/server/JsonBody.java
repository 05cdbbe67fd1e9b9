package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Reads requests whose body is a short JSON document. */
final class JsonBody {
    private static final int MAX_BYTES = 1 << 16;
    private static final BodyReader READER = new BodyReader(Duration.ofSeconds(10));

    private JsonBody() {}

    /** Handles a request whose body is a value. */
    @FunctionalInterface
    interface Reading<T> {
        /** Sends the response. */
        void handle(Exchange exchange, T value) throws IOException;
    }

    /**
     * Reads the body of a request, as {@link BodyReader#read} does.
     *
     * @param operation goes on with the value
     * @throws ProblemException if the body is not JSON or not a value of this type
     */
    static <T> void read(final Exchange exchange, final Class<T> type, final Reading<T> operation) throws IOException {
        final String contentType = exchange.contentType().orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new ProblemException(ProblemKind.WRONG_TYPE, "Send JSON with 'Content-Type: application/json'.");
        }
        READER.read(exchange, MAX_BYTES, (same, body) -> operation.handle(same, value(body, type)));
    }

    private static <T> T value(final byte[] body, final Class<T> type) {
        try {
            final T value = Json.read(body, type, "The request");
            if (value == null) {
                throw new ProblemException(ProblemKind.BAD_REQUEST, "The request is not the JSON it should be.");
            }
            return value;
        } catch (final BlemishException e) {
            throw new ProblemException(
                    ProblemKind.BAD_REQUEST,
                    "The request is not the JSON that the operation takes; see /openapi.yaml.");
        }
    }
}
