package io.blemish.server;

import io.blemish.artifact.Json;
import io.javalin.http.Context;

/** How answers are written. */
final class Answers {
    private static final String JSON = "application/json";

    private Answers() {}

    static void json(final Context ctx, final Object value) {
        ctx.contentType(JSON).result(Json.line(value));
    }

    static void problem(final Context ctx, final ProblemKind kind, final int status, final String detail) {
        if (status == ProblemKind.OVERLOADED.status()) {
            ctx.header("Retry-After", "1");
        }
        ctx.status(status).contentType(Problem.CONTENT_TYPE).result(Json.line(Problem.of(kind, status, detail)));
    }
}
