package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every wrong request gets a problem with a sentence, and the server still works afterwards. */
class ProblemsTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(
                folder,
                RunningServer.limits(new ServerOptions.Limits(
                        1,
                        8,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(200),
                        RunningServer.LIMITS.bytes(),
                        RunningServer.LIMITS.pixels(),
                        2,
                        ServerOptions.Limits.ALL_MODELS)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertProblem(final HttpRequest.Builder request, final int status, final String kind)
            throws IOException, InterruptedException {
        final HttpResponse<byte[]> answer = server.send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        final JsonNode problem = RunningServer.json(answer);
        assertThat(problem.get("type").stringValue()).isEqualTo("urn:blemish:problem:" + kind);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").stringValue()).endsWith(".").hasSizeGreaterThan(20);
    }

    @Test
    void aBodyThatIsNotAPictureIsRefused() throws Exception {
        assertProblem(server.prediction("", "hello".getBytes(StandardCharsets.UTF_8)), 422, "not-a-picture");
        assertProblem(server.prediction("", new byte[0]), 422, "not-a-picture");
    }

    @Test
    void aModelThatCannotBeWrittenToTheFolderIsNotCalledBroken() throws Exception {
        // A folder with this name that is not empty: even root cannot replace it by a file.
        Files.createDirectories(server.models().resolve("taken.blemish").resolve("something"));
        assertProblem(
                server.request("/v1/models/taken/versions")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofFile(TestModels.FIRST)),
                503,
                "models");
    }

    @Test
    void aPictureCutOffIsRefused() throws Exception {
        final byte[] half = java.util.Arrays.copyOf(TestModels.good(), TestModels.good().length / 2);
        assertProblem(server.prediction("", half), 422, "not-a-picture");
    }

    @Test
    void tooManyBytesAreRefusedBeforeTheyAreRead() throws Exception {
        assertProblem(server.prediction("", new byte[(int) RunningServer.LIMITS.bytes() + 1]), 413, "too-many-bytes");
    }

    @Test
    void tooManyBytesWithoutALengthAreRefusedToo() throws Exception {
        final byte[] body = new byte[(int) RunningServer.LIMITS.bytes() + 1];
        final HttpRequest.Builder chunked = server.request("/v1/models/plate/predictions")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));
        assertProblem(chunked, 413, "too-many-bytes");
    }

    @Test
    void tooManyPixelsAreRefusedByTheHeaderAlone() throws Exception {
        // There is no pixel data: decoding it would fail with another problem.
        assertProblem(server.prediction("", pngHeader(100_000, 100_000)), 413, "too-many-pixels");
    }

    private static byte[] pngHeader(final int width, final int height) throws IOException {
        final ByteArrayOutputStream header = new ByteArrayOutputStream();
        final DataOutputStream data = new DataOutputStream(header);
        data.writeBytes("IHDR");
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
        final CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        final ByteArrayOutputStream png = new ByteArrayOutputStream();
        final DataOutputStream out = new DataOutputStream(png);
        out.writeLong(0x89504E470D0A1A0AL);
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) crc.getValue());
        return png.toByteArray();
    }

    @Test
    void anotherTypeIsRefused() throws Exception {
        assertProblem(
                server.request("/v1/models/plate/predictions")
                        .header("Content-Type", "text/html")
                        .POST(BodyPublishers.ofByteArray(TestModels.good())),
                415,
                "wrong-type");
    }

    @Test
    void anUnknownModelIsRefused() throws Exception {
        assertProblem(
                server.request("/v1/models/gear/predictions")
                        .header("Content-Type", "image/png")
                        .POST(BodyPublishers.ofByteArray(TestModels.good())),
                404,
                "not-found");
    }

    @Test
    void aFormThatIsNotWholeIsRefused() throws Exception {
        for (final String type : new String[] {"multipart/form-data", "multipart/form-data; boundary=x"}) {
            assertProblem(
                    server.request("/v1/models/plate/predictions")
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString("--x\r\nContent-Disposition: form-data; filename=\"a\"\r\n")),
                    400,
                    "bad-request");
        }
        final byte[] three = RunningServer.form("x", TestModels.good(), TestModels.good(), TestModels.good());
        assertProblem(
                server.request("/v1/models/plate/predictions")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofByteArray(three)),
                413,
                "too-many-bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/nothing, 404, not-found",
        "/nothing.html, 404, not-found",
        "/v1/models/none, 404, not-found",
        "/v1/models/..%5Cplate, 404, not-found",
        "/v1/models/plate/report, 404, not-found",
        "/v1/predictions/1, 404, not-found",
        "/v1/predictions/01a20f01-280e-7000-a2fb-52a7c88bda19, 404, not-found",
        "/v1/predictions?limit=0, 400, bad-request",
        "/v1/predictions?limit=many, 400, bad-request",
        "/v1/predictions?from=yesterday, 400, bad-request",
        "/v1/predictions?from=%2B999999999-01-01T00:00:00Z, 400, bad-request",
        "/v1/predictions?verdict=maybe, 400, bad-request",
        "/v1/predictions?label=maybe, 400, bad-request",
        "/v1/predictions?min_score=NaN, 400, bad-request",
        "/v1/predictions?after=x, 400, bad-request",
        "/v1/predictions?model=%00, 400, bad-request",
        "/v1/summary, 400, bad-request",
        "/v1/summary?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z, 400, bad-request",
    })
    void aWrongRequestIsAnsweredWithItsProblem(final String path, final int status, final String kind)
            throws Exception {
        assertProblem(server.request(path), status, kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00.5Z",
                "2026-01-01T00:00:00+09:00",
                "0027-12-03T05:47:13-14:41",
                "9999-12-31T23:59:59-23:59"
            })
    void aTimeOfRfc3339IsTaken(final String time) throws Exception {
        assertThat(server.send(server.request("/v1/predictions?to=" + time)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherMethodIsRefused() throws Exception {
        assertProblem(server.request("/v1/models").DELETE(), 405, "method-not-allowed");
        assertThat(server.send(server.request("/v1/models").DELETE()).headers().firstValue("Allow"))
                .hasValue("GET");
    }

    @Test
    void aRefusedSenderGetsTheResponseEvenIfItStopsSending() throws Exception {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "POST /v1/models/nobody/predictions HTTP/1.1",
                                    "Host: localhost",
                                    "Content-Type: image/png",
                                    "Content-Length: 1000",
                                    "",
                                    "the beginning of a picture")
                            .getBytes(StandardCharsets.US_ASCII));
            // Shorter than a connection may be silent: a server that waits for the rest before it answers is too late.
            socket.setSoTimeout(10_000);
            final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 404").contains("not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/app/main.js"})
    void aFileOfThePageCannotBeChangedAndSaysWhatCan(final String path) throws Exception {
        final HttpResponse<byte[]> response =
                server.send(server.request(path).method("PUT", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void aSlowSenderIsCutOff() throws Exception {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "POST /v1/models/plate/predictions HTTP/1.1",
                                    "Host: localhost",
                                    "Content-Type: image/png",
                                    "Content-Length: 1000",
                                    "",
                                    "")
                            .getBytes(StandardCharsets.US_ASCII));
            // One byte at a time, without a long pause, until the answer is there.
            final InputStream in = socket.getInputStream();
            socket.setSoTimeout(50);
            final ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (!answer.toString(StandardCharsets.UTF_8).contains("\"status\"")) {
                try {
                    final int value = in.read();
                    if (value >= 0) {
                        answer.write(value);
                    }
                } catch (final java.net.SocketTimeoutException e) {
                    socket.getOutputStream().write(0);
                }
            }
            assertThat(answer.toString(StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("too-slow");
        }
    }

    @Test
    void bytesThatAreNotHttpGetAProblemToo() throws Exception {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }
}
