package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        Files.createDirectories(folder.resolve("models"));
        Files.copy(TestModels.FIRST, folder.resolve("models/plate.blemish"));
        final Set<String> answered = ConcurrentHashMap.newKeySet();
        // In a file, because some systems limit the length of a command line.
        final Path arguments = Files.writeString(
                folder.resolve("arguments"),
                "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + '"');
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + arguments,
                        ServerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            final String port = lines.readLine().substring("port ".length());
            final List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                final Thread client = new Thread(() -> sendUntilKilled(port, answered, process));
                client.start();
                clients.add(client);
            }
            for (final Thread client : clients) {
                client.join();
            }
        } finally {
            process.destroyForcibly().waitFor();
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

    private static void sendUntilKilled(final String port, final Set<String> answered, final Process process) {
        final HttpClient client = HttpClient.newHttpClient();
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/models/plate/predictions"))
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
                    process.destroyForcibly();
                }
            }
        } catch (final IOException e) {
            // The server was killed.
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
