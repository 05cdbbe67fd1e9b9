package io.blemish.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests, routes and responses over a real connection. */
class HttpServerTest {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Routes routes = new Routes();
    private HttpServer server = server(0);

    private HttpServer server(final int port) {
        return new HttpServer("127.0.0.1", port, Optional.empty(), exchange -> {
            if (!routes.handle(exchange)) {
                exchange.send(404);
            }
        });
    }

    private static void send(final Exchange exchange, final String text) throws IOException {
        exchange.send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(final String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    @Test
    void partsOfAPathAreDecodedAndASlashAtTheEndIsIgnored() throws Exception {
        routes.get(
                "/models/{model}/versions/{version}.txt",
                exchange -> send(exchange, exchange.pathParameter("model") + "|" + exchange.pathParameter("version")));

        assertThat(get("/models/a+b%20c/versions/%EA%B8%B0.txt").body()).isEqualTo("a+b c|기");
        assertThat(get("/models/a/versions/b.txt/").body()).isEqualTo("a|b");
        assertThat(get("/models/a/versions/bxtxt").statusCode()).isEqualTo(404);
        assertThat(get("/models/a/x/versions/b.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void theFirstParameterOfANameInTheQueryIsTakenAndDecoded() throws Exception {
        routes.get("/", exchange -> send(exchange, exchange.queryParameter("a").orElse("none")));

        assertThat(get("/?b=1&a=x+%2B%EA%B8%B0&a=2").body()).isEqualTo("x +기");
        assertThat(get("/?b=1").body()).isEqualTo("none");
    }

    @Test
    void aMethodIsFoundWithItsPathAndHeadRunsNothing() throws Exception {
        final AtomicInteger runs = new AtomicInteger();
        routes.get("/a", exchange -> send(exchange, "got " + runs.incrementAndGet()));
        routes.put("/a", exchange -> send(exchange, "put"));

        final HttpRequest.Builder head = request("/a").method("HEAD", BodyPublishers.noBody());
        assertThat(client.send(head.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(get("/a").body()).isEqualTo("got 1");
        final HttpRequest put = request("/a").PUT(BodyPublishers.noBody()).build();
        assertThat(client.send(put, BodyHandlers.ofString()).body()).isEqualTo("put");
        assertThat(routes.methods("/a")).containsExactly("GET", "PUT");
        assertThat(routes.methods("/b")).isEmpty();
        assertThat(routes.operations()).containsExactly("get /a", "put /a");
    }

    @Test
    void aResponseThatFailsHalfWayLooksBroken() {
        routes.get("/", exchange -> {
            final OutputStream out = exchange.stream(TEXT);
            out.write(new byte[100]);
            out.flush();
            throw new IOException("the disk is gone");
        });

        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAndItsConnectionGoesOn() throws Exception {
        final BodyReader reader = new BodyReader(Duration.ofSeconds(30));
        final Refusals refusals = new Refusals();
        routes.post("/", exchange -> {
            exchange.onFailure((same, failure) -> {
                final ProblemException problem = (ProblemException) failure;
                refusals.send(same, Problem.of(problem.kind(), problem.detail()));
            });
            reader.read(exchange, 4, (same, body) -> send(same, new String(body, StandardCharsets.UTF_8)));
        });

        for (final String body : new String[] {"abcd", "abcde", "a"}) {
            final HttpResponse<String> response =
                    client.send(request("/").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(body.length() > 4 ? 413 : 200);
            assertThat(response.headers().firstValue("Connection")).isEmpty();
        }
    }

    /** Without a limit a silent connection stays open for thirty seconds, and all of them are accepted. */
    @Test
    void beyondTheLimitOfConnectionsSilentOnesAreClosedSoonAndOthersAnswered() throws Exception {
        final int limit = 8;
        final List<Socket> silent = new ArrayList<>();
        try (HttpServer small =
                new HttpServer("127.0.0.1", 0, Optional.empty(), exchange -> send(exchange, "here"), limit)) {
            small.start();
            for (int i = 0; i < 2 * limit; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), small.port()));
            }
            final HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + small.port() + "/"))
                    .timeout(HttpServer.SILENCE.dividedBy(2))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("here");
            final Socket first = silent.get(0);
            first.setSoTimeout((int) HttpServer.SILENCE.toMillis() / 2);
            assertThat(first.getInputStream().read()).as("closed").isEqualTo(-1);
        } finally {
            for (final Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void noThreadWaitsForABodyThatArrivesSlowly() throws Exception {
        final BodyReader reader = new BodyReader(Duration.ofSeconds(30));
        routes.post("/slow", exchange -> reader.read(exchange, 4, (same, body) -> send(same, "all")));
        routes.get("/", exchange -> send(exchange, "here"));
        final List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * HttpServer.MAX_THREADS; i++) {
                final Socket sender = new Socket(InetAddress.getLoopbackAddress(), server.port());
                senders.add(sender);
                sender.getOutputStream()
                        .write("POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(get("/").body()).isEqualTo("here");

            for (final Socket sender : senders) {
                sender.getOutputStream().write("cd".getBytes(StandardCharsets.US_ASCII));
            }
            for (final Socket sender : senders) {
                final byte[] beginning = sender.getInputStream().readNBytes("HTTP/1.1 200".length());
                assertThat(new String(beginning, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (final Socket sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void theHealthIsToldWhileAllOtherThreadsAreHeld() throws Exception {
        routes.get("/health/live", exchange -> send(exchange, "up"));
        whileAllThreadsAreHeld(() -> {
            final HttpRequest health =
                    request("/health/live").timeout(Duration.ofSeconds(15)).build();
            assertThat(client.send(health, BodyHandlers.ofString()).body()).isEqualTo("up");
            assertThat(get("/hold").statusCode()).isEqualTo(429);
        });
    }

    @Test
    void aBodyWhoseRestFindsNoThreadIsRefused() throws Exception {
        final BodyReader reader = new BodyReader(Duration.ofSeconds(30));
        final CountDownLatch refused = new CountDownLatch(1);
        routes.post("/slow", exchange -> {
            exchange.onFailure((same, failure) -> {
                refused.countDown();
                same.send(((ProblemException) failure).kind().status());
            });
            reader.read(exchange, 4, (same, body) -> send(same, "all"));
        });
        try (Socket sender = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            sender.getOutputStream()
                    .write("POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab"
                            .getBytes(StandardCharsets.US_ASCII));
            whileAllThreadsAreHeld(() -> {
                sender.getOutputStream().write("c".getBytes(StandardCharsets.US_ASCII));
                final byte[] beginning = sender.getInputStream().readNBytes("HTTP/1.1 429".length());
                assertThat(new String(beginning, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 429");
                assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
            });
        }
    }

    /** A part of a test. */
    private interface Part {
        void run() throws Exception;
    }

    private void whileAllThreadsAreHeld(final Part part) throws Exception {
        final int threads = HttpServer.MAX_THREADS - HttpServer.RESERVED_THREADS;
        final Semaphore held = new Semaphore(0);
        final CountDownLatch end = new CountDownLatch(1);
        routes.get("/hold", exchange -> {
            held.release();
            try {
                end.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.send(200);
        });
        final List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < HttpServer.MAX_THREADS + 20; i++) {
                final Socket caller = new Socket(InetAddress.getLoopbackAddress(), server.port());
                callers.add(caller);
                caller.getOutputStream()
                        .write("GET /hold HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(held.tryAcquire(threads, 20, TimeUnit.SECONDS)).isTrue();
            part.run();
        } finally {
            end.countDown();
            for (final Socket caller : callers) {
                caller.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsAnException() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                HttpServer second = server(taken.getLocalPort())) {
            assertThatThrownBy(second::start).isInstanceOf(IOException.class);
        }
    }
}
