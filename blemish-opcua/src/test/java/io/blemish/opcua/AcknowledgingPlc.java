package io.blemish.opcua;

import io.blemish.server.Arrival;
import io.blemish.server.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** A controller that acknowledges each verdict, and connects anew when the server or the connection is gone. */
final class AcknowledgingPlc implements AutoCloseable {
    private static final Map<String, Object> LOST = Map.of();

    private final String address;
    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "plc");
    private volatile boolean closed;

    AcknowledgingPlc(final String address) {
        this.address = address;
        thread.start();
    }

    List<Arrival> arrived() {
        return arrived;
    }

    private void run() {
        try {
            while (!closed) {
                Waiting.until("the server listens", () -> closed || listens());
                events.clear();
                acknowledge();
            }
        } catch (final Exception e) {
            closed = true;
        }
    }

    private boolean listens() {
        final URI uri = URI.create(address);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            return socket.isConnected();
        } catch (final IOException e) {
            return false;
        }
    }

    private void acknowledge() throws InterruptedException {
        try (Plc plc = Plc.connect(address)) {
            plc.onLost(this::reconnect);
            plc.receive(NodeIds.Server, events::add);
            Map<String, Object> event = events.take();
            while (!event.equals(LOST)) {
                take(plc, event);
                event = events.take();
            }
        } catch (final UaException e) {
            // The server went away; it is waited for.
            reconnect();
        }
    }

    private void take(final Plc plc, final Map<String, Object> event) throws UaException {
        final String json =
                String.valueOf(((Variant[]) event.getOrDefault("ResultContent", new Variant[1]))[0].value());
        arrived.add(Arrival.of(json.getBytes(StandardCharsets.UTF_8)));
        plc.acknowledge(String.valueOf(event.get("Model")), String.valueOf(event.get("Id")));
    }

    /** Connects anew. */
    void reconnect() {
        events.add(LOST);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
