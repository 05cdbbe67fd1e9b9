package io.blemish.opcua;

import io.blemish.prediction.Decision;
import io.blemish.prediction.Region;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.delivery.PastVerdicts;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Retries;
import io.blemish.server.history.History;
import io.blemish.server.history.Letter;
import io.blemish.server.history.Subscription;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** An endpoint on a free port of the loopback address with a history, as a server has them. */
final class LineServer implements AutoCloseable {
    private static final VerdictIds IDS = new VerdictIds(Clock.systemUTC());

    private static final Retries RETRIES =
            new Retries(Duration.ofMillis(5), Duration.ofMillis(50), 5, Duration.ofDays(1));

    private final History history;
    private final OpcUaEndpoint endpoint;
    private final String address;

    private LineServer(final History history, final OpcUaEndpoint endpoint, final String address) {
        this.history = history;
        this.endpoint = endpoint;
        this.address = address;
    }

    /** Listens without security. */
    static LineServer start(final Path folder, final Path keys, final boolean acknowledge, final Duration patience)
            throws IOException {
        final URI address = URI.create("opc.tcp://127.0.0.1:" + freePort());
        return start(
                folder,
                keys,
                new OpcUaSettings(address, Optional.empty(), Optional.empty(), Optional.empty(), acknowledge),
                patience);
    }

    /**
     * Listens.
     *
     * @param folder of the history
     * @param keys the folder of the key, which takes long to make
     * @param settings of the endpoint
     * @param patience with clients that are to acknowledge
     */
    static LineServer start(final Path folder, final Path keys, final OpcUaSettings settings, final Duration patience) {
        final History history = History.inFile(folder.resolve("history.db"));
        try {
            final OpcUaEndpoint endpoint = new OpcUaEndpoint(settings, patience);
            endpoint.open(new PastVerdicts(history, verdict -> json(verdict).getBytes(StandardCharsets.UTF_8)), keys);
            return new LineServer(history, endpoint, settings.address() + "/blemish");
        } catch (final RuntimeException e) {
            history.close();
            throw e;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** A verdict, above the thresholds 1.5 and 2 or not. */
    static Verdict verdict(final String model, final String picture, final float score) {
        return new Verdict(
                IDS.next(),
                model,
                "0123456789ab",
                Optional.of(picture),
                score,
                2,
                Optional.of(1.5f),
                3,
                score > 2,
                64,
                64,
                List.of(new Region(1, 2, 3, 4, 5, 6, 1, 2)),
                "00".repeat(32),
                Optional.empty(),
                Optional.empty());
    }

    static String json(final Verdict verdict) {
        return "{\"id\":\"" + verdict.id() + "\",\"model\":\"" + verdict.model() + "\"}";
    }

    OpcUaEndpoint endpoint() {
        return endpoint;
    }

    String address() {
        return address;
    }

    /** Records verdicts, to be delivered from the outbox. */
    void record(final List<Verdict> verdicts) {
        history.record(verdicts);
    }

    /** How many verdicts are still to be delivered. */
    long waiting() {
        return history.outbox().waiting(OpcUaEndpoint.NAME);
    }

    /** Delivers from the outbox, until it is closed. */
    Deliveries deliveries() {
        history.outbox().subscribe(List.of(new Subscription(OpcUaEndpoint.NAME, EnumSet.allOf(Decision.class))));
        return new Deliveries(
                history.outbox(),
                endpoint,
                RETRIES,
                verdict -> json(verdict).getBytes(StandardCharsets.UTF_8),
                taken -> {});
    }

    /** Records a verdict, and delivers it. */
    Receipt deliver(final Verdict verdict) throws InterruptedException {
        if (history.find(verdict.id()).isEmpty()) {
            history.record(List.of(verdict));
        }
        return endpoint.deliver(
                new Letter(1, OpcUaEndpoint.NAME, verdict), json(verdict).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        endpoint.close();
        history.close();
    }
}
