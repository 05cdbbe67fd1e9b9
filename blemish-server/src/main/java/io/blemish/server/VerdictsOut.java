package io.blemish.server;

import io.blemish.artifact.Json;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.delivery.PastVerdicts;
import io.blemish.server.history.History;
import io.blemish.server.history.Outbox;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.Subscription;
import io.blemish.server.history.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The programs that get verdicts. */
final class VerdictsOut implements AutoCloseable {
    private final List<Destination> destinations;
    private final List<Deliveries> deliveries = new ArrayList<>();
    private Map<String, String> served = Map.of();

    /** Nothing is delivered yet. */
    VerdictsOut(final List<Destination> destinations) {
        this.destinations = destinations;
    }

    /** The names of the programs. */
    Set<String> names() {
        return destinations.stream().map(Destination::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Has verdicts kept from now on for each program, and begins to deliver.
     *
     * @param history has the verdicts
     * @param pictures tells which pictures are kept
     * @param metrics counts deliveries
     * @param data in which each program may have a folder of its own
     * @throws io.blemish.BlemishException if one cannot listen
     */
    synchronized void begin(
            final History history, final PictureStore pictures, final Metrics metrics, final Path data) {
        final Outbox outbox = history.outbox();
        final Function<Verdict, byte[]> json = verdict -> json(verdict, pictures);
        final PastVerdicts past = new PastVerdicts(history, json);
        outbox.subscribe(destinations.stream()
                .map(destination -> new Subscription(destination.name(), destination.verdicts()))
                .toList());
        destinations.forEach(destination -> {
            final String name = destination.name();
            destination.target().open(past, data.resolve(name));
            destination.target().serving(served);
            metrics.outbox(name, () -> outbox.waiting(name), () -> outbox.failed(name));
            deliveries.add(new Deliveries(
                    outbox, destination.target(), destination.retries(), json, taken -> metrics.delivery(name, taken)));
        });
    }

    private static byte[] json(final Verdict verdict, final PictureStore pictures) {
        return Json.line(PredictionResponse.of(verdict, pictures.contains(verdict.id()), Optional.empty()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Tells the programs which models are served, with their active versions. */
    synchronized void serving(final Map<String, String> versions) {
        served = Map.copyOf(versions);
        destinations.stream()
                .limit(deliveries.size())
                .forEach(destination -> destination.target().serving(served));
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
