package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.time.Duration;
import java.util.Locale;

/** Reads requests whose body is a short JSON document. */
final class JsonBody {
    private static final int MAX_BYTES = 1 << 16;
    private static final BodyReader READER = new BodyReader(Duration.ofSeconds(10));

    private JsonBody() {}

    /**
     * Reads the body of a request.
     *
     * @throws ProblemException if it is not JSON or not a value of this type
     */
    static <T> T read(final Exchange exchange, final Class<T> type) {
        final String contentType = exchange.contentType().orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new ProblemException(ProblemKind.WRONG_TYPE, "Send JSON with 'Content-Type: application/json'.");
        }
        try (BodyReader.Body body = READER.read(exchange, MAX_BYTES)) {
            final T value = Json.read(body.bytes(), type, "The request");
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
