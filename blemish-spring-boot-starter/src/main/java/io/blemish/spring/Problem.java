package io.blemish.spring;

import io.blemish.PictureException;
import io.blemish.ResourceException;

/**
 * How a refusal is told over HTTP and counted, in the words of Blemish's own server where it has them.
 *
 * @param status of the response
 * @param kind for a program
 * @param title for people
 */
record Problem(int status, String kind, String title) {
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    static Problem of(final RuntimeException refusal) {
        if (refusal instanceof InspectionRefusedException refused) {
            return of(refused.reason());
        }
        if (refusal instanceof PictureException) {
            return new Problem(UNPROCESSABLE, "not-a-picture", "Not a picture");
        }
        if (refusal instanceof ResourceException) {
            return new Problem(UNAVAILABLE, "resource", "Resource not available");
        }
        return new Problem(INTERNAL, "internal", "Internal error");
    }

    private static Problem of(final InspectionRefusedException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_MODEL -> new Problem(NOT_FOUND, "not-found", "Not found");
            case MODEL_UNAVAILABLE -> new Problem(UNAVAILABLE, "models", "Model not available");
            case OVERLOADED -> new Problem(TOO_MANY_REQUESTS, "overloaded", "Too many requests");
            case DEADLINE -> new Problem(TOO_MANY_REQUESTS, "deadline", "Deadline passed");
            case STOPPED -> new Problem(UNAVAILABLE, "stopping", "Stopping");
        };
    }

    /** Whether the same request may be answered later. */
    boolean retryable() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /** Whether the sentence of the refusal is for whoever sent the request; a fault of the server is for its log. */
    boolean told() {
        return status != INTERNAL;
    }
}
