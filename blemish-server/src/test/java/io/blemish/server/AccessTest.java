package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.server.ServerOptions.Listening;
import java.io.IOException;
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
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has access. */
class AccessTest {
    private static final String READ = "read-0123456789abcdef";
    private static final String ADMIN = "admin-0123456789abcdef";

    @TempDir
    private Path folder;

    private Path tokens() throws IOException {
        return Files.writeString(folder.resolve("tokens"), "# who\nread " + READ + "\nadmin  " + ADMIN + "\n");
    }

    private RunningServer guarded() throws IOException {
        return new RunningServer(
                folder,
                RunningServer.listening(new Listening("127.0.0.1", 0, Optional.of(tokens()), Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1/models", "/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/nothing"})
    void withTokensNothingIsServedWithoutOne(final String path) throws Exception {
        try (RunningServer server = guarded()) {
            assertThat(server.get(path).statusCode()).isEqualTo(401);
            assertThat(server.send(server.request(path).header("Authorization", "Bearer wrong-0123456789abcdef"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.send(server.request(path).header("Authorization", "Bearer " + READ))
                            .statusCode())
                    .isNotEqualTo(401);
        }
    }

    @Test
    void aTokenIsRevokedAndAnotherGivenWithoutARestart() throws Exception {
        try (RunningServer server = guarded()) {
            assertThat(status(server, READ)).isEqualTo(200);
            Files.writeString(folder.resolve("tokens"), "read another-0123456789abcdef\n");
            assertThat(status(server, READ)).isEqualTo(401);
            assertThat(status(server, "another-0123456789abcdef")).isEqualTo(200);

            Files.writeString(folder.resolve("tokens"), "read");
            assertThat(status(server, "another-0123456789abcdef")).isEqualTo(200);
        }
    }

    private static int status(final RunningServer server, final String token) throws Exception {
        return server.send(server.request("/v1/models").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    @Test
    @Tag("long")
    void manyGuessesAreAnsweredLateAndARightTokenAtOnce() throws Exception {
        try (RunningServer server = guarded()) {
            for (int i = 0; i < 20; i++) {
                assertThat(status(server, "guess-0123456789-" + i)).isEqualTo(401);
            }
            final List<CompletableFuture<HttpResponse<byte[]>>> guesses = new ArrayList<>();
            for (int i = 20; i < 26; i++) {
                guesses.add(server.client()
                        .sendAsync(
                                server.request("/v1/models")
                                        .header("Authorization", "Bearer guess-0123456789-" + i)
                                        .build(),
                                BodyHandlers.ofByteArray()));
            }
            assertThat(status(server, READ)).isEqualTo(200);
            assertThat(guesses).anyMatch(guess -> !guess.isDone());
            assertThat(guesses)
                    .allSatisfy(guess -> assertThat(guess.join().statusCode()).isEqualTo(401));
        }
    }

    @Test
    void aReaderMaySendPicturesAndLabelButNotChangeModels() throws Exception {
        try (RunningServer server = guarded()) {
            final String bearer = "Bearer " + READ;
            assertThat(server.send(server.prediction("", TestModels.good()).header("Authorization", bearer))
                            .statusCode())
                    .isEqualTo(200);
            for (final HttpRequest.Builder change : new HttpRequest.Builder[] {
                server.request("/v1/models/plate").DELETE(),
                server.request("/v1/models/plate/rollback").POST(BodyPublishers.noBody()),
                server.request("/v1/models/plate/versions/000000000000").DELETE(),
                server.request("/v1/models/plate/active").PUT(BodyPublishers.noBody()),
                server.request("/v1/models/x/versions")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofFile(TestModels.SECOND))
            }) {
                assertThat(server.send(change.header("Authorization", bearer)).statusCode())
                        .isEqualTo(403);
            }
            assertThat(server.send(server.request("/v1/models/plate/rollback")
                                    .POST(BodyPublishers.noBody())
                                    .header("Authorization", "Bearer " + ADMIN))
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void aBrowserSendsTheTokenAsAPassword() throws Exception {
        try (RunningServer server = guarded()) {
            final String pair =
                    Base64.getEncoder().encodeToString(("anyone:" + ADMIN).getBytes(StandardCharsets.UTF_8));
            final var session = server.send(server.request("/v1/session").header("Authorization", "Basic " + pair));
            assertThat(RunningServer.json(session).get("role").stringValue()).isEqualTo("admin");
            assertThat(server.get("/").headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Basic");
        }
    }

    @Test
    void anotherSitesPageMayChangeNothing() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            assertThat(server.send(server.prediction("", TestModels.good()).header("Sec-Fetch-Site", "cross-site"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.send(server.prediction("", TestModels.good()).header("Origin", "http://evil.example"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.send(server.prediction("", TestModels.good())
                                    .header("Origin", "http://127.0.0.1:" + server.port()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutTokensOnlyLoopbackNamesAreAnswered() throws Exception {
        try (RunningServer server = new RunningServer(folder);
                Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void aServerForOtherMachinesDoesNotStartWithoutTokens() {
        assertThatThrownBy(() -> new RunningServer(
                        folder,
                        RunningServer.listening(new Listening("0.0.0.0", 0, Optional.empty(), Optional.empty()))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("--token-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "read short", "reader 0123456789abcdef", "read 0123456789 abcdef"})
    void aTokenFileWithAWrongLineIsRefused(final String content) throws IOException {
        final Path file = Files.writeString(folder.resolve("bad"), content);
        assertThatThrownBy(() -> Tokens.read(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("bad");
    }

    @Test
    void everyResponseForbidsInlineScriptAndOtherSites() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            final var headers = server.get("/v1/models").headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void aServerWithACertificateServesTls() throws Exception {
        final SelfSigned made = new SelfSigned(folder, "first");
        try (RunningServer server = new RunningServer(folder, RunningServer.listening(certified(made)))) {
            assertThat(statusTrusting(made, server)).isEqualTo(200);
        }
    }

    @Test
    void aRenewedCertificateIsUsedForNewConnections() throws Exception {
        final SelfSigned first = new SelfSigned(folder, "first");
        final SelfSigned second = new SelfSigned(folder, "second");
        try (RunningServer server = new RunningServer(folder, RunningServer.listening(certified(first)))) {
            second.writeCertificate(folder.resolve("cert.pem"));
            server.server().reloadCertificate();
            // The key still belongs to the old certificate, so that one stays.
            assertThat(statusTrusting(first, server)).isEqualTo(200);

            certified(second);
            server.server().reloadCertificate();
            assertThat(statusTrusting(second, server)).isEqualTo(200);
            assertThatThrownBy(() -> statusTrusting(first, server)).isInstanceOf(SSLException.class);
        }
    }

    private Listening certified(final SelfSigned made) throws Exception {
        final ServerOptions.Certificate files = new ServerOptions.Certificate(
                made.writeCertificate(folder.resolve("cert.pem")), made.writeKey(folder.resolve("key.pem")));
        return new Listening("127.0.0.1", 0, Optional.empty(), Optional.of(files));
    }

    /** With a client of its own each time, because a connection keeps its first certificate. */
    private static int statusTrusting(final SelfSigned made, final RunningServer server) throws Exception {
        final HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(made.certificate())).build();
        return client.send(
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/health/ready"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static SSLContext trusting(final Certificate certificate) throws Exception {
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", certificate);
        final TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void nothingIsReadFromAStranger() throws Exception {
        try (RunningServer server = guarded();
                Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST /v1/models/plate/predictions HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: image/png\r\nContent-Length: 1000\r\n\r\nthe beginning")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
        }
    }
}
