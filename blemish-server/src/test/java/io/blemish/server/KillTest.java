package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed under load has recorded every verdict that it answered. */
class KillTest {
    private static final int CLIENTS = 4;
    private static final int ANSWERS_BEFORE_THE_KILL = 25;

    @TempDir
    private Path folder;

    @Test
    void everyAnsweredRequestIsInTheHistoryAfterAKill() throws Exception {
        final Set<String> answered = ConcurrentHashMap.newKeySet();
        try (ServerProcess server = ServerProcess.start(folder)) {
            final List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                final Thread client = new Thread(() -> sendUntilKilled(server, answered));
                client.start();
                clients.add(client);
            }
            for (final Thread client : clients) {
                client.join();
            }
        }

        assertThat(answered).hasSizeGreaterThanOrEqualTo(ANSWERS_BEFORE_THE_KILL);
        try (RunningServer again = new RunningServer(folder)) {
            for (final String id : answered) {
                assertThat(again.get("/v1/predictions/" + id).statusCode()).isEqualTo(200);
                assertThat(again.get("/v1/predictions/" + id + "/picture").body())
                        .isEqualTo(TestModels.good());
            }
        }
    }

    private static void sendUntilKilled(final ServerProcess server, final Set<String> answered) {
        final HttpClient client = HttpClient.newHttpClient();
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v1/models/plate/predictions"))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(TestModels.good()))
                .build();
        try {
            while (true) {
                final HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    answered.add(RunningServer.json(answer).get("id").stringValue());
                }
                if (answered.size() >= ANSWERS_BEFORE_THE_KILL) {
                    // SIGKILL, while requests of the other clients are in progress.
                    server.kill();
                }
            }
        } catch (final IOException e) {
            // The server was killed.
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
