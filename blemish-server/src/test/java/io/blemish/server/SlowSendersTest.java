package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Management;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who begin to send and do not go on leave the server to the others. */
@Tag("long")
class SlowSendersTest {
    /** More than the server has threads. */
    private static final int SENDERS = 320;

    /** Far shorter than a body may take, by which a thread for each sender would be held. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void othersAreAnsweredWhileManySendSlowly() throws Exception {
        final List<Socket> senders = new ArrayList<>();
        final Management management = new Management("127.0.0.1", 0);
        final Listening listening = new Listening(
                "127.0.0.1", 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(management));
        try (RunningServer server = new RunningServer(folder, RunningServer.listening(listening))) {
            for (int i = 0; i < SENDERS; i++) {
                final Socket sender = new Socket(InetAddress.getLoopbackAddress(), server.port());
                senders.add(sender);
                sender.getOutputStream()
                        .write(("POST /v1/models/plate/predictions HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: image/png\r\nContent-Length: 100000\r\n\r\nthe beginning")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(server.send(server.request("/health/live").timeout(PATIENCE))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.send(server.request("/v1/models").timeout(PATIENCE))
                            .statusCode())
                    .isEqualTo(200);
            final int managementPort = server.server().managementPort().orElseThrow();
            assertThat(server.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                                    .timeout(PATIENCE))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.send(server.prediction("", TestModels.good()).timeout(PATIENCE))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (final Socket sender : senders) {
                sender.close();
            }
        }
    }
}
