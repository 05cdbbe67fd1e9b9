package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded verdict arrives, in order for each model, though the receiver is stopped and the recorder killed twice. With
 * {@code -Dblemish.deliveries=10000 -Dblemish.stops=5} it tries that many.
 */
@Tag("long")
public abstract class DeliveryKillContract {
    private static final int VERDICTS = Integer.getInteger("blemish.deliveries", 600);
    private static final int KILLS = 2;
    private static final int SHARE = VERDICTS / (KILLS + 1);

    /** As many letters may arrive twice after a kill or a stop: they are taken out of the outbox together. */
    private static final int PAGE = 50;

    private final Class<?> process;
    private final int stops;

    @TempDir
    private Path folder;

    /**
     * A kind of receiver.
     *
     * @param process delivers to it, see {@link DeliveringProcess#deliver}
     * @param stops how often it is stopped, unless a property says otherwise
     */
    protected DeliveryKillContract(final Class<?> process, final int stops) {
        this.process = process;
        this.stops = Integer.getInteger("blemish.stops", stops);
    }

    /** Starts a receiver, with its files in a folder. */
    protected abstract StoppedReceiver receiver(Path files) throws Exception;

    @Test
    void eachArrivesAndDuplicatesAreTold() throws Exception {
        final List<String> recorded = new ArrayList<>();
        final List<Arrival> arrived;
        try (StoppedReceiver receiver = receiver(folder)) {
            final CompletableFuture<Void> restarts = CompletableFuture.runAsync(() -> restart(receiver));
            for (int run = 0; run <= KILLS; run++) {
                try (JavaProcess sender = sender(receiver, run < KILLS ? VERDICTS : SHARE)) {
                    for (int i = 0; i < SHARE; i++) {
                        recorded.add(sender.line());
                    }
                    if (run < KILLS) {
                        sender.kill();
                    } else {
                        await(recorded, receiver);
                    }
                }
            }
            restarts.join();
            arrived = receiver.arrived();
        }
        assertThat(recorded).hasSize(SHARE * (KILLS + 1)).doesNotHaveDuplicates();
        for (final String model : List.of("plate", "lid")) {
            assertThat(arrived.stream()
                            .filter(one -> one.model().equals(model))
                            .map(Arrival::id)
                            .distinct()
                            .toList())
                    .isSorted();
        }
        final int duplicates = arrived.size() - ids(arrived).size();
        assertThat(duplicates).isLessThanOrEqualTo(PAGE * (KILLS + stops));
        System.out.printf("%d recorded, %d arrived, %d of them twice%n", recorded.size(), arrived.size(), duplicates);
    }

    private JavaProcess sender(final StoppedReceiver receiver, final int verdicts) throws IOException {
        return new JavaProcess(
                folder,
                process,
                List.of(receiver.address(), folder.resolve("history.db").toString(), String.valueOf(verdicts)));
    }

    /** Stops the receiver each time that as many verdicts have arrived. */
    private void restart(final StoppedReceiver receiver) {
        try {
            for (int stop = 1; stop <= stops; stop++) {
                final int enough = stop * VERDICTS / (stops + 2);
                Waiting.until("some arrived", () -> receiver.arrived().size() >= enough);
                receiver.restart();
            }
        } catch (final Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Waits until all have arrived, for as long as more arrive. */
    private static void await(final List<String> recorded, final StoppedReceiver receiver) throws Exception {
        Set<String> arrived = Set.of();
        while (!arrived.containsAll(recorded)) {
            final int before = arrived.size();
            Waiting.until("more arrived", () -> ids(receiver.arrived()).size() > before);
            arrived = ids(receiver.arrived());
        }
    }

    private static Set<String> ids(final List<Arrival> arrived) {
        return arrived.stream().map(Arrival::id).collect(Collectors.toSet());
    }
}
