package io.blemish.server;

import io.blemish.artifact.Json;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.history.Outbox;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.Subscription;
import io.blemish.server.history.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The programs that get verdicts. */
final class VerdictsOut implements AutoCloseable {
    private final List<Destination> destinations;
    private final List<Deliveries> deliveries = new ArrayList<>();

    /** Nothing is delivered yet. */
    VerdictsOut(final List<Destination> destinations) {
        this.destinations = destinations;
    }

    /** The names of the programs. */
    Set<String> names() {
        return destinations.stream().map(Destination::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Has verdicts kept from now on for each program, and begins to deliver. */
    void begin(final Outbox outbox, final PictureStore pictures, final Metrics metrics) {
        outbox.subscribe(destinations.stream()
                .map(destination -> new Subscription(destination.name(), destination.verdicts()))
                .toList());
        destinations.forEach(destination -> {
            final String name = destination.name();
            metrics.outbox(name, () -> outbox.waiting(name), () -> outbox.failed(name));
            deliveries.add(new Deliveries(
                    outbox,
                    destination.target(),
                    destination.retries(),
                    verdict -> json(verdict, pictures),
                    taken -> metrics.delivery(name, taken)));
        });
    }

    private static byte[] json(final Verdict verdict, final PictureStore pictures) {
        return Json.line(PredictionResponse.of(verdict, pictures.contains(verdict.id()), Optional.empty()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Tells that there may be a new verdict. */
    void wake() {
        deliveries.forEach(Deliveries::wake);
    }

    @Override
    public void close() {
        deliveries.forEach(Deliveries::close);
    }
}
