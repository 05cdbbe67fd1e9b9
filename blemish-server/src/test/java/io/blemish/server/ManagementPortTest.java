package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Management;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port that tells health and metrics to monitors, which have no token. */
class ManagementPortTest {
    private static final Set<String> SERVED = Set.of("get /health/live", "get /health/ready", "get /metrics");

    /** Enough that a server opens them for longer than a request takes. */
    private static final int MODELS = 4;

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String OK = "HTTP/1.1 200";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private UnaryOperator<ServerOptions> guarded(final Management management) throws IOException {
        final Path tokens = Files.writeString(folder.resolve("tokens"), "admin admin-0123456789abcdef\n");
        return RunningServer.listening(new Listening(
                "127.0.0.1", 0, Optional.of(tokens), Optional.empty(), Optional.empty(), Optional.of(management)));
    }

    private RunningServer running(final String host) throws IOException {
        return new RunningServer(folder, guarded(new Management(host, 0)));
    }

    private static int port(final RunningServer server) {
        return server.server().managementPort().orElseThrow();
    }

    private static HttpRequest.Builder request(final int port, final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(final int port, final String path) throws IOException, InterruptedException {
        return client.send(request(port, path).build(), BodyHandlers.ofString());
    }

    @Test
    void healthAndMetricsAreToldWithoutATokenAndNothingElseIs() throws Exception {
        try (RunningServer server = running("127.0.0.1")) {
            for (final String operation : server.routes()) {
                final String[] words = operation.split(" ", 2);
                final String path = words[1].replaceAll("\\{\\w+}", "plate");
                assertThat(server.get(path).statusCode())
                        .as("without a token on the main port")
                        .isEqualTo(401);
                assertThat(get(port(server), path).statusCode())
                        .as(operation)
                        .isEqualTo(SERVED.contains("get " + words[1]) ? 200 : 404);
            }
            for (final String file : new String[] {"/", "/index.html"}) {
                assertThat(get(port(server), file).statusCode()).as(file).isEqualTo(404);
            }
            assertThat(get(port(server), "/health/ready").body()).contains("\"status\":\"up\"");
            assertThat(get(port(server), "/metrics").body()).contains("blemish_verdicts_total{model=\"plate\"");
            final HttpRequest posted = request(port(server), "/metrics")
                    .POST(BodyPublishers.noBody())
                    .build();
            assertThat(client.send(posted, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void otherMachinesMayCallItByAnyNameOnlyIfTheyCanReachIt() throws Exception {
        try (RunningServer server = running("0.0.0.0")) {
            assertThat(calledByAnotherName(port(server))).startsWith("HTTP/1.1 200");
        }
        try (RunningServer server = running("127.0.0.1")) {
            assertThat(calledByAnotherName(port(server))).startsWith("HTTP/1.1 403");
        }
    }

    private static String calledByAnotherName(final int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: pod.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aServerThatOpensItsModelsIsAliveAndNotReady() throws Exception {
        Files.createDirectories(folder.resolve("models"));
        for (int i = 0; i < MODELS; i++) {
            Files.copy(TestModels.ENSEMBLE, folder.resolve("models/pair " + i + ".blemish"));
        }
        final int port = freePort();
        final CompletableFuture<RunningServer> starting = CompletableFuture.supplyAsync(() -> started(port));
        try {
            Waiting.until("it says that it is starting", () -> readiness(port).contains("The server is starting"));
            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
        } finally {
            starting.join().close();
        }
    }

    private RunningServer started(final int port) {
        try {
            return new RunningServer(folder, guarded(new Management("127.0.0.1", port)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aServerThatStopsSaysSoUntilItsRequestsHaveEnded() throws Exception {
        final RunningServer server = running("127.0.0.1");
        final int port = port(server);
        final byte[] picture = TestModels.good();
        try (Socket sender = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            final OutputStream out = sender.getOutputStream();
            out.write(("POST /v1/models/plate/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                            + "Authorization: Bearer admin-0123456789abcdef\r\nExpect: 100-continue\r\nContent-Length: "
                            + picture.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            // Comes when the server begins to read the picture.
            assertThat(read(sender, CONTINUE.length())).isEqualTo(CONTINUE);
            final CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            Waiting.until("it says that it is stopping", () -> readiness(port).contains("The server is stopping"));
            out.write(picture);
            out.flush();
            assertThat(read(sender, OK.length())).isEqualTo(OK);
            stopped.join();
        }
        assertThatThrownBy(() -> get(port, "/health/live")).isInstanceOf(IOException.class);
    }

    private static String read(final Socket socket, final int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    /** What the port says of the server's readiness; nothing while it is closed. */
    private String readiness(final int port) throws InterruptedException {
        try {
            return get(port, "/health/ready").body();
        } catch (final IOException e) {
            return "";
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(
                            () -> new RunningServer(folder, guarded(new Management("127.0.0.1", taken.getLocalPort()))))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("--management-port");
        }
    }
}
