package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.http.HttpServer;
import io.blemish.server.http.Routes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered when the audit log cannot be written or read. */
class AuditFailureTest {
    @TempDir
    private Path folder;

    @Test
    void theAnswerSaysThatSomethingWasDoneAndIsNotInTheLog() throws Exception {
        final AuditLog audit = AuditLog.open(folder, InstantSource.system());
        audit.record("kim", Action.LABEL, "verdict 1", Optional.empty(), Optional.empty());
        // Nothing can be written to a log that is closed, nor read from one that is gone.
        audit.close();
        Files.delete(folder.resolve(AuditLog.FILE));
        final Routes routes = new Routes();
        routes.post(
                "/done",
                exchange -> audit.record("kim", Action.LABEL, "verdict 1", Optional.empty(), Optional.empty()));
        routes.get("/read", exchange -> audit.newest(2, 1));
        final Metrics metrics = new Metrics();
        final HttpServer server = new HttpServer(
                "127.0.0.1",
                0,
                Optional.empty(),
                Dispatcher.withoutPage(Access.withoutTokens("127.0.0.1"), routes, metrics));
        server.start();
        try {
            final HttpRequest.Builder done = request(server, "/done").POST(BodyPublishers.noBody());
            assertThat(problem(done)).contains("This was done, but it is not in the audit log");
            assertThat(problem(request(server, "/read"))).contains("The audit log cannot be read now");
        } finally {
            server.close();
            metrics.close();
        }
    }

    private static HttpRequest.Builder request(final HttpServer server, final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static String problem(final HttpRequest.Builder request) throws Exception {
        final HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(503);
        return answer.body();
    }
}
