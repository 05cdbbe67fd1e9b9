package io.blemish.server.http;

import io.blemish.artifact.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Sends a problem for what is not HTTP, and for requests that Jetty refuses before they reach a route. */
final class ProtocolErrors extends ErrorHandler {
    private static final String DETAIL = "The request is not valid HTTP, or too long.";

    /** The status for an unknown version of HTTP. */
    private static final int UNKNOWN_VERSION = 505;

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        if (response.getStatus() == UNKNOWN_VERSION) {
            // HTTP counts it as the server's failure, but it is the client's, and must not alarm those who watch the
            // server.
            response.setStatus(ProblemKind.BAD_REQUEST.status());
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        Content.Sink.write(response, true, body(response.getStatus()), callback);
        return true;
    }

    private static String body(final int status) {
        final ProblemKind kind = ProblemKind.of(status);
        final String detail = status == ProblemKind.STOPPING.status()
                ? "The server is stopping."
                : status >= ProblemKind.INTERNAL.status() ? "The server failed; the reason is in its log." : DETAIL;
        return Json.line(Problem.of(kind, status, detail));
    }
}
