package io.blemish.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.Execution;
import io.blemish.prediction.Decision;
import io.blemish.server.Arrival;
import io.blemish.server.Server;
import io.blemish.server.ServerOptions;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.ServerOptions.Limits;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Storage;
import io.blemish.server.TestModels;
import io.blemish.server.Waiting;
import io.blemish.server.delivery.Retries;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server that judges pictures and has their verdicts at an endpoint. */
@Tag("long")
class OpcUaServerTest {
    @TempDir
    private Path folder;

    private Server server(final int port) throws Exception {
        Files.createDirectories(folder.resolve("models"));
        Files.copy(TestModels.FIRST, folder.resolve("models/plate.blemish"));
        final OpcUaEndpoint endpoint = new OpcUaEndpoint(new OpcUaSettings(URI.create("opc.tcp://127.0.0.1:" + port)));
        return Server.start(new ServerOptions(
                folder.resolve("models"),
                new Listening("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                new Limits(
                        1,
                        8,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        2_000_000,
                        4_000_000,
                        1,
                        Limits.ALL_MODELS),
                new Storage(folder.resolve("data"), Optional.empty(), 1_000_000_000),
                Execution.cpu(1),
                new Connections(
                        List.of(), List.of(new Destination(endpoint, EnumSet.allOf(Decision.class), Retries.DEFAULT))),
                ServerOptions.DEFAULT_FIT_MEMORY));
    }

    @Test
    void aPictureThatIsJudgedIsAResultOfItsModel() throws Exception {
        final int port = LineServer.freePort();
        try (Server server = server(port);
                Plc plc = Plc.connect("opc.tcp://127.0.0.1:" + port + "/blemish")) {
            assertThat(plc.value("plate/VisionStateMachine/CurrentState"))
                    .isEqualTo(LocalizedText.english("Operational"));
            final byte[] answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + server.port() + "/v1/models/plate/predictions"))
                                    .header("Content-Type", "image/png")
                                    .POST(BodyPublishers.ofByteArray(TestModels.defect()))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
            final String id = Arrival.of(answer).id();
            Waiting.until("it is there", () -> plc.value("plate/LastVerdict/Id").equals(id));
            assertThat(plc.value("plate/LastVerdict/Verdict")).isEqualTo("defect");
            final Variant[] content = (Variant[]) plc.value("plate/ResultManagement/Results/Last/ResultContent");
            assertThat(Plc.value(content[0])).asString().contains("\"id\":\"" + id + "\"", "\"verdict\":\"defect\"");
        }
        assertThat(folder.resolve("data/opcua").resolve(KeyFolder.CERTIFICATE)).exists();
    }

    @Test
    void aServerWhosePortForOpcUaIsInUseDoesNotStart() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> server(other.getLocalPort()))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining("cannot be listened on for OPC UA");
        }
    }
}
