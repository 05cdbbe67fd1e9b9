package io.blemish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.Arrival;
import io.blemish.server.Waiting;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.history.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops before a client has acknowledged its verdicts delivers them when it is started again. */
@Tag("long")
class OpcUaRestartTest {
    private static final int VERDICTS = 8;

    @TempDir
    private Path folder;

    @Test
    void whatWasNotAcknowledgedIsDeliveredAfterARestart() throws Exception {
        MiloLog.silence();
        final List<Verdict> recorded = IntStream.range(0, VERDICTS)
                .mapToObj(i -> LineServer.verdict(i % 2 == 0 ? "lid" : "plate", "picture " + i, 1))
                .toList();
        try (LineServer server = LineServer.start(folder, folder.resolve("opcua"), true, Duration.ofMinutes(1));
                Deliveries deliveries = server.deliveries();
                Plc plc = Plc.connect(server.address())) {
            server.record(recorded);
            deliveries.wake();
            final Object first = recorded.get(0).id();
            Waiting.until(
                    "the first is served", () -> plc.value("lid/LastVerdict/Id").equals(first));
        }
        try (LineServer server = LineServer.start(folder, folder.resolve("opcua"), true, Duration.ofMillis(200));
                AcknowledgingPlc plc = new AcknowledgingPlc(server.address());
                Deliveries deliveries = server.deliveries()) {
            Waiting.until("none waits", () -> {
                deliveries.wake();
                return server.waiting() == 0;
            });
            assertThat(plc.arrived().stream().map(Arrival::id).distinct().toList())
                    .isEqualTo(recorded.stream().map(Verdict::id).toList());
        }
    }
}
