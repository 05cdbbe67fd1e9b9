package io.blemish.backbone.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.artifact.Sha256;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over every kind of broken connection, a file arrives complete or not at all. */
class DownloadTest {
    private static final Download.Timeouts SHORT =
            new Download.Timeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ZERO);
    private static final int HALF = 150_000;

    private final byte[] file = new byte[2 * HALF];

    @TempDir
    Path folder;

    private FileServer server;
    private Path part;
    private String hash;

    @BeforeEach
    void start() throws IOException {
        new Random(4).nextBytes(file);
        server = new FileServer(file);
        part = folder.resolve("weights.pth.part");
        hash = Sha256.of(Files.write(folder.resolve("whole"), file)).substring(0, 8);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theProgressOfACompleteFileIsReported() throws Exception {
        final List<Long> done = new ArrayList<>();
        final List<Long> totals = new ArrayList<>();
        fetch(server.address("/w"), (stage, bytes, total) -> {
            done.add(bytes);
            totals.add(total);
        });
        assertArrived();
        assertThat(done).isSorted().endsWith((long) file.length);
        assertThat(totals).containsOnly((long) file.length);
        assertThat(server.requests()).containsExactly("/w");
    }

    @Test
    void aFileOfUnknownLengthIsReportedAtItsEnd() throws Exception {
        server.then(exchange -> {
            // Length 0 means chunks here.
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(file);
            exchange.getResponseBody().close();
        });
        final List<String> reports = new ArrayList<>();
        fetch(server.address("/w"), (stage, bytes, total) -> reports.add(bytes + "/" + total));
        assertArrived();
        assertThat(reports).containsExactly(file.length + "/" + file.length);
    }

    @Test
    void aDownloadContinuesWhereTheConnectionBroke() throws Exception {
        server.then(server.cutAfter(HALF));
        fetch();
        assertArrived();
        assertThat(server.requests()).hasSize(2);
        assertThat(rangeOf(server.requests().get(1))).isPositive().isLessThanOrEqualTo(HALF);
    }

    @Test
    void manyBreaksAreToleratedAsLongAsBytesArrive() throws Exception {
        for (int i = 0; i < 8; i++) {
            server.then(server.cutAfter(30_000));
        }
        fetch();
        assertArrived();
    }

    @Test
    void thePartOfAnEarlierRunIsNotFetchedAgain() throws Exception {
        Files.write(part, Arrays.copyOf(file, HALF));
        fetch();
        assertArrived();
        assertThat(server.requests()).containsExactly("/w bytes=" + HALF + "-");
    }

    @Test
    void aPartThatIsCompleteNeedsNoRequest() throws Exception {
        Files.write(part, file);
        fetch();
        assertArrived();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void ifAServerIgnoresRangesTheDownloadStartsAnew() throws Exception {
        Files.write(part, Arrays.copyOf(file, HALF));
        server.then(server.ignoringRange(HALF + 1000)).then(server.ignoringRange(file.length));
        fetch();
        assertArrived();
    }

    @Test
    void ifAServerIgnoresRangesAndAlwaysBreaksTheDownloadFails() {
        for (int i = 0; i < 10; i++) {
            server.then(server.ignoringRange(HALF));
        }
        assertThatThrownBy(this::fetch)
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("breaks")
                .hasMessageContaining("is kept");
        assertThat(server.requests()).hasSizeBetween(3, 5);
    }

    @Test
    void wrongBytesAreReportedAndDeleted() {
        server.then(server.otherBytes());
        assertThatThrownBy(this::fetch)
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("begins with")
                .hasMessageContaining("and not " + hash);
        assertThat(part).doesNotExist();
    }

    @Test
    void aPartOfAnotherFileIsDeletedAndTheFileFetchedInOnePiece() throws Exception {
        Files.write(part, new byte[HALF]);
        fetch();
        assertArrived();
        assertThat(server.requests()).containsExactly("/w bytes=" + HALF + "-", "/w");
    }

    @Test
    void aPartLongerThanTheFileIsDeleted() throws Exception {
        Files.write(part, new byte[file.length + 1]);
        fetch();
        assertArrived();
    }

    @Test
    void anAnswerThatBeginsAtAnotherByteIsNotAppended() throws Exception {
        Files.write(part, Arrays.copyOf(file, HALF));
        server.then(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-" + (file.length - 1) + "/" + file.length);
            exchange.sendResponseHeaders(206, file.length);
            exchange.getResponseBody().write(file);
        });
        fetch();
        assertArrived();
    }

    @Test
    void redirectsAreFollowedWithTheirRange() throws Exception {
        Files.write(part, Arrays.copyOf(file, HALF));
        server.then(FileServer.redirect(server.address("/elsewhere")));
        fetch();
        assertArrived();
        assertThat(server.requests()).containsExactly("/w bytes=" + HALF + "-", "/elsewhere bytes=" + HALF + "-");
    }

    @Test
    void aSilentConnectionIsClosedAndTheDownloadContinues() throws Exception {
        server.then(server.silentAfter(HALF));
        fetch();
        assertArrived();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aBusyServerIsAskedAgain() throws Exception {
        server.then(FileServer.status(503)).then(FileServer.status(429));
        fetch();
        assertArrived();
    }

    @Test
    void ifTheServerStaysBusyTheDownloadFails() {
        for (int i = 0; i < 10; i++) {
            server.then(FileServer.status(503));
        }
        assertThatThrownBy(this::fetch)
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("the server answers 503");
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"404, the file is not there", "410, the file is not there", "403, answers 403", "304, answers 304"})
    void aRefusalIsFinal(final int status, final String because) {
        server.then(FileServer.status(status));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("answers " + status)
                .hasMessageContaining(because);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void theErrorWithoutAConnectionNamesTheHost() throws IOException {
        final int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        assertThatThrownBy(() -> fetch(URI.create("http://localhost:" + unused + "/w"), Progress.SILENT))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("there is no connection to localhost");
    }

    @Test
    void aProxyOfTheEnvironmentIsUsed() throws Exception {
        final Map<String, String> environment = Map.of("http_proxy", "http://localhost:" + server.port());
        new Download(environment, SHORT, Progress.SILENT).fetch(URI.create("http://weights.invalid/w"), part, hash);
        assertArrived();
        assertThat(server.requests()).containsExactly("http://weights.invalid/w");
    }

    @Test
    void aProxyThatWantsAPasswordGetsTheVariables() throws Exception {
        final List<String> credentials = new ArrayList<>();
        server.then(exchange -> {
                    exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"plant\"");
                    exchange.sendResponseHeaders(407, -1);
                })
                .then(exchange -> {
                    credentials.add(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
                    server.whole(exchange);
                });
        final Map<String, String> environment = Map.of("HTTP_PROXY", "http://me:secret@localhost:" + server.port());
        new Download(environment, SHORT, Progress.SILENT).fetch(URI.create("http://weights.invalid/w"), part, hash);
        assertArrived();
        // "me:secret" in base 64.
        assertThat(credentials).containsExactly("Basic bWU6c2VjcmV0");
    }

    private void fetch() throws DownloadException, IOException {
        fetch(server.address("/w"), Progress.SILENT);
    }

    private void fetch(final URI address, final Progress progress) throws DownloadException, IOException {
        new Download(Map.of(), SHORT, progress).fetch(address, part, hash);
    }

    private void assertArrived() throws IOException {
        assertThat(Files.readAllBytes(part)).isEqualTo(file);
    }

    private static int rangeOf(final String request) {
        return Integer.parseInt(request.replaceAll(".* bytes=(\\d+)-", "$1"));
    }
}
