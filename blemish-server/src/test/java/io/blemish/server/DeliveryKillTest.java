package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded verdict arrives, in order for each model, though the receiver is stopped five times and the recorder killed twice. With
 * {@code -Dblemish.deliveries=10000} it tries that many.
 */
@Tag("long")
class DeliveryKillTest {
    private static final int VERDICTS = Integer.getInteger("blemish.deliveries", 600);
    private static final int KILLS = 2;
    private static final int STOPS = 5;
    private static final int NO_CONTENT = 204;

    @TempDir
    private Path folder;

    @Test
    void eachArrivesAndDuplicatesAreTold() throws Exception {
        final int port;
        try (Receiver receiver = new Receiver(0, verdict -> NO_CONTENT)) {
            port = receiver.port();
        }
        final int share = VERDICTS / (KILLS + 1);
        final List<String> recorded = new ArrayList<>();
        final List<Arrival> arrived = new ArrayList<>();
        try (Interruptions receivers = new Interruptions(port, arrived)) {
            for (int run = 0; run <= KILLS; run++) {
                try (JavaProcess process = new JavaProcess(
                        folder,
                        DeliveringProcess.class,
                        List.of(
                                folder.resolve("history.db").toString(),
                                String.valueOf(port),
                                String.valueOf(run < KILLS ? VERDICTS : share)))) {
                    for (int i = 0; i < share; i++) {
                        recorded.add(process.line());
                    }
                    if (run < KILLS) {
                        process.kill();
                    } else {
                        Waiting.until("all arrived", () -> receivers.ids().containsAll(recorded));
                    }
                }
            }
        }

        assertThat(recorded).hasSize(share * (KILLS + 1)).doesNotHaveDuplicates();
        for (final String model : List.of("plate", "lid")) {
            assertThat(arrived.stream()
                            .filter(one -> one.model().equals(model))
                            .map(Arrival::id)
                            .distinct()
                            .toList())
                    .isSorted();
        }
        final int duplicates =
                arrived.size() - (int) arrived.stream().distinct().count();
        // After a kill or a stop, as many as are delivered before they are taken out of the outbox.
        assertThat(duplicates).isLessThanOrEqualTo(50 * (KILLS + STOPS));
        System.out.printf("%d recorded, %d arrived, %d of them twice%n", recorded.size(), arrived.size(), duplicates);
    }

    /** A verdict that arrived. */
    private record Arrival(String id, String model) {}

    /** A receiver that is stopped and started again after every so many verdicts. */
    private static final class Interruptions implements AutoCloseable {
        private final List<Arrival> arrived;
        private final CountDownLatch closed = new CountDownLatch(1);
        private final Thread thread;

        Interruptions(final int port, final List<Arrival> arrived) {
            this.arrived = arrived;
            this.thread = new Thread(() -> run(port));
            thread.start();
        }

        Set<String> ids() {
            synchronized (arrived) {
                return arrived.stream().map(Arrival::id).collect(Collectors.toSet());
            }
        }

        private void run(final int port) {
            try {
                for (int stop = 0; stop < STOPS; stop++) {
                    receive(port, new CountDownLatch(VERDICTS / (STOPS + 2)));
                }
                receive(port, closed);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void receive(final int port, final CountDownLatch enough) throws IOException, InterruptedException {
            try (Receiver receiver = new Receiver(port, verdict -> {
                synchronized (arrived) {
                    arrived.add(new Arrival(
                            verdict.get("id").stringValue(),
                            verdict.get("model").stringValue()));
                }
                if (enough != closed) {
                    enough.countDown();
                }
                return NO_CONTENT;
            })) {
                assertThat(receiver.port()).isEqualTo(port);
                enough.await();
            }
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
