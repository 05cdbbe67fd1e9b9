package io.blemish.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;

/** Verdicts for a webhook that is stopped five times. */
@Tag("long")
class DeliveryKillTest extends DeliveryKillContract {
    private static final int STOPS = 5;
    private static final int NO_CONTENT = 204;

    DeliveryKillTest() {
        super(DeliveringProcess.class, STOPS);
    }

    @Override
    protected StoppedReceiver receiver(final Path files) throws IOException {
        return new StoppedWebhook();
    }

    private static final class StoppedWebhook implements StoppedReceiver {
        private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
        private Receiver receiver = listen(0);

        StoppedWebhook() throws IOException {}

        private Receiver listen(final int port) throws IOException {
            return new Receiver(port, verdict -> {
                arrived.add(Arrival.of(verdict));
                return NO_CONTENT;
            });
        }

        @Override
        public String address() {
            return String.valueOf(receiver.port());
        }

        @Override
        public List<Arrival> arrived() {
            return arrived;
        }

        @Override
        public void restart() throws IOException {
            receiver.close();
            receiver = listen(Integer.parseInt(address()));
        }

        @Override
        public void close() {
            receiver.close();
        }
    }
}
