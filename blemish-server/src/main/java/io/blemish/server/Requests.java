package io.blemish.server;

import io.blemish.InputException;
import io.blemish.artifact.Json;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Requests whose body is a short JSON document. */
final class Requests {
    private static final int LONGEST = 1 << 16;
    private static final Intake INTAKE = new Intake(Duration.ofSeconds(10));

    private Requests() {}

    static <T> T json(final Context ctx, final Class<T> type) {
        final String contentType =
                Optional.ofNullable(ctx.contentType()).orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new ProblemException(ProblemKind.WRONG_TYPE, "Send JSON with 'Content-Type: application/json'.");
        }
        try (Intake.Body body = INTAKE.receive(ctx, LONGEST)) {
            final T value = Json.read(body.bytes(), type, "The request");
            if (value == null) {
                throw new ProblemException(ProblemKind.BAD_REQUEST, "The request is not the JSON it should be.");
            }
            return value;
        } catch (final InputException e) {
            throw new ProblemException(
                    ProblemKind.BAD_REQUEST,
                    "The request is not the JSON that the operation takes; see /openapi.yaml.");
        }
    }
}
