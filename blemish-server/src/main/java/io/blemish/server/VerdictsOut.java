package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.server.delivery.Deliveries;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Target;
import io.blemish.server.delivery.Webhook;
import io.blemish.server.history.Outbox;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.Subscription;
import io.blemish.server.history.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The programs that get verdicts. */
final class VerdictsOut implements AutoCloseable {
    private final Map<Target, Retries> targets = new LinkedHashMap<>();
    private final List<Deliveries> deliveries = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /**
     * Nothing is delivered yet.
     *
     * @throws BlemishException if the address or the secret of the webhook cannot be used
     */
    VerdictsOut(final Optional<ServerOptions.WebhookOptions> webhook) {
        webhook.ifPresent(options -> {
            targets.put(new Webhook(options.address(), options.secret()), options.retries());
            subscriptions.add(new Subscription(Webhook.NAME, options.verdicts()));
        });
    }

    /** The names of the programs. */
    Set<String> names() {
        return Set.copyOf(subscriptions.stream().map(Subscription::target).toList());
    }

    /** Has verdicts kept from now on for each program, and begins to deliver. */
    void begin(final Outbox outbox, final PictureStore pictures, final Metrics metrics) {
        outbox.subscribe(subscriptions);
        targets.forEach((target, retries) -> {
            metrics.outbox(target.name(), () -> outbox.waiting(target.name()), () -> outbox.failed(target.name()));
            deliveries.add(new Deliveries(
                    outbox,
                    target,
                    retries,
                    verdict -> json(verdict, pictures),
                    taken -> metrics.delivery(target.name(), taken)));
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
