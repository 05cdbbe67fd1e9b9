package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Malformed requests and pictures: none causes a server error, the server still works afterwards, and no memory, file or thread
 * is lost. {@code -Dblemish.fuzz=10000} sets how many there are, {@code -Dblemish.fuzz.seed} the seed.
 */
class FuzzTest {
    private static final int COUNT = Integer.getInteger("blemish.fuzz", 400);
    private static final long SEED = Long.getLong("blemish.fuzz.seed", 1);

    /** After so many requests, connections are open and pools are full. */
    private static final int WARM_UP = 200;

    private static final List<String> PATHS = List.of(
            "/v1/models/plate/predictions",
            "/v1/models/plate/predictions?map=npy",
            "/v1/models/gear/predictions",
            "/v1/models",
            "/v1/models/plate",
            "/v1/models/x/versions",
            "/v1/models/plate/active",
            "/v1/models/plate/versions/000000000000",
            "/v1/predictions",
            "/v1/predictions.csv",
            "/v1/predictions.zip",
            "/v1/rates",
            "/v1/predictions/01a20f01-280e-7000-a2fb-52a7c88bda19",
            "/v1/predictions/01a20f01-280e-7000-a2fb-52a7c88bda19/label",
            "/v1/summary",
            "/v1/session",
            "/",
            "/metrics");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
    private static final List<String> TYPES = List.of(
            "image/png",
            "application/octet-stream",
            "application/json",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "text/plain",
            "image/");
    private static final List<String> KEYS = List.of(
            "from",
            "to",
            "model",
            "version",
            "verdict",
            "label",
            "min_score",
            "max_score",
            "limit",
            "after",
            "buckets",
            "name",
            "map",
            "deadline",
            "activate",
            "size");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1e999",
            "NaN",
            "999999999999999999999",
            "%00",
            "%FF",
            "%ED%A0%80",
            "true",
            "npy",
            "none",
            "2026-11-24T12:00:00Z",
            "2026-11-24T12:00:00%2B99:00",
            "%27%3B%20DROP%20TABLE%20prediction",
            "%F0%9F%92%A5",
            "../../etc/passwd",
            "anomalous",
            "right");

    private static final String PICTURE =
            "POST /v1/models/plate/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n";

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void malformedRequestsAndPicturesCauseNoServerError() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            Footprint before = Footprint.now();
            for (int i = 0; i < COUNT; i++) {
                if (i == WARM_UP) {
                    before = Footprint.now();
                }
                final int status = switch (i % 4) {
                    case 0, 1 -> picture(server);
                    case 2 -> request(server);
                    default -> raw(server);
                };
                assertThat(status).as("request %d of seed %d", i, SEED).isLessThan(500);
            }
            assertThat(server.send(server.prediction("", TestModels.good())).statusCode())
                    .isEqualTo(200);
            assertThat(Footprint.now().exceeds(before))
                    .as("before %s, now %s", before, Footprint.now())
                    .isFalse();
        }
    }

    /**
     * The resources of this process, which is server and client.
     *
     * @param files the open files and connections; 0 if the system does not tell
     * @param threads the live threads
     * @param heap the used bytes after a garbage collection
     */
    private record Footprint(long files, int threads, long heap) {
        static Footprint now() {
            System.gc();
            return new Footprint(
                    ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                            ? unix.getOpenFileDescriptorCount()
                            : 0,
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

        /** Whether it is larger than before, by more than idle connections, compiled code and caches explain. */
        boolean exceeds(final Footprint before) {
            return files > before.files + 40 || threads > before.threads + 20 || heap > before.heap + (24L << 20);
        }
    }

    private <T> T any(final List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** A picture that is cut off, has some or all bytes changed, or has the signature of another format. */
    private byte[] damaged() {
        byte[] picture = TestModels.good().clone();
        switch (random.nextInt(5)) {
            case 0 -> picture = Arrays.copyOf(picture, random.nextInt(picture.length));
            case 1 -> random.nextBytes(picture);
            case 2 -> {
                final byte[] signature = any(List.of(
                                "\u00ff\u00d8\u00ff\u00e0",
                                "BM",
                                "II*\0",
                                "MM\0*",
                                "RIFF\0\0\0\0WEBP",
                                "II+\0",
                                "GIF89a"))
                        .getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(signature, 0, picture, 0, signature.length);
            }
            default -> {
                // Mostly in the header, which has the sizes and types.
                for (int n = random.nextInt(8); n >= 0; n--) {
                    picture[random.nextInt(random.nextBoolean() ? 60 : picture.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return picture;
    }

    /**
     * Sends a request, and once more if the connection was closed without an answer. A server may close an idle connection
     * just when the next request arrives (RFC 9110, section 9.2.2); this client may repeat its requests, because they do no
     * harm.
     */
    private static HttpResponse<byte[]> send(final RunningServer server, final HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try {
            return server.send(request);
        } catch (final IOException closed) {
            return server.send(request);
        }
    }

    private int picture(final RunningServer server) throws IOException, InterruptedException {
        if (random.nextInt(4) == 0) {
            final byte[] form = RunningServer.form("b", damaged(), damaged());
            final byte[] body = random.nextBoolean() ? form : Arrays.copyOf(form, random.nextInt(form.length));
            return send(
                            server,
                            server.request("/v1/models/plate/predictions")
                                    .header("Content-Type", "multipart/form-data; boundary=b")
                                    .POST(BodyPublishers.ofByteArray(body)))
                    .statusCode();
        }
        final HttpResponse<byte[]> answer = send(server, server.prediction("", damaged()));
        if (answer.statusCode() != 200) {
            assertThat(RunningServer.json(answer).get("detail").stringValue()).isNotBlank();
        }
        return answer.statusCode();
    }

    /** Any method, except one that would delete the model that pictures are sent to. */
    private String method(final CharSequence path) {
        final String method = any(METHODS);
        return method.equals("DELETE") && path.toString().matches("/v1/models/plate(\\?.*)?") ? "GET" : method;
    }

    private int request(final RunningServer server) throws IOException, InterruptedException {
        final StringBuilder path = new StringBuilder(any(PATHS));
        for (int n = random.nextInt(4); n > 0; n--) {
            path.append(path.indexOf("?") < 0 ? '?' : '&')
                    .append(any(KEYS))
                    .append('=')
                    .append(any(VALUES));
        }
        final byte[] body = new byte[random.nextInt(200)];
        random.nextBytes(body);
        final String text =
                any(List.of("{}", "null", "[1]", "{\"label\":1}", "{\"version\":[]}", "{\"label\":null}", "{"));
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + server.port() + path.toString().replace("\0", "")))
                .header("Content-Type", any(TYPES))
                .header("Accept", any(List.of("*/*", "image/png", "text/html", ";;", "application/json")))
                .method(
                        method(path),
                        random.nextBoolean() ? BodyPublishers.ofByteArray(body) : BodyPublishers.ofString(text));
        return send(server, request).statusCode();
    }

    /** Sends bytes that no client library would send. There need not be an answer, but it must not be a server error. */
    private int raw(final RunningServer server) throws IOException {
        final String head = any(List.of(
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/models/a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/models/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /v1/models/plate/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                PICTURE + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                PICTURE + "Content-Length: 10\r\nContent-Length: 11\r\n\r\n0123456789",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "b".repeat(20_000) + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ====\r\nConnection: close\r\n\r\n",
                "\r\n".repeat(3)));
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            final String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        } catch (final java.net.SocketException e) {
            // The server closed the connection while this client was sending.
            return 0;
        }
    }
}
