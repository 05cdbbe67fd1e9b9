package io.blemish.server;

import io.blemish.server.history.History;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.Routes;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** For those who watch the server: its health and its metrics. */
final class HealthRoutes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Supplier<Phase> phase;
    private final ModelFolder models;
    private final History history;
    private final Metrics metrics;
    private final BooleanSupplier workersStuck;

    /** The state of a server. */
    enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    HealthRoutes(
            final Supplier<Phase> phase,
            final ModelFolder models,
            final History history,
            final Metrics metrics,
            final BooleanSupplier workersStuck) {
        this.phase = phase;
        this.models = models;
        this.history = history;
        this.metrics = metrics;
        this.workersStuck = workersStuck;
    }

    void add(final Routes routes) {
        routes.get("/health/live", exchange -> exchange.sendJson(Health.UP));
        routes.get("/health/ready", this::ready);
        routes.get(
                "/metrics",
                exchange -> exchange.send(
                        "text/plain; version=0.0.4; charset=utf-8",
                        metrics.text().getBytes(StandardCharsets.UTF_8)));
    }

    private record Health(String status, Optional<String> reason) {
        static final Health UP = new Health("up", Optional.empty());

        static Health down(final String reason) {
            return new Health("down", Optional.of(reason));
        }
    }

    private void ready(final Exchange exchange) throws IOException {
        final Health health = health();
        exchange.sendJson(health.equals(Health.UP) ? OK : UNAVAILABLE, health);
    }

    private Health health() {
        return switch (phase.get()) {
            case STARTING -> Health.down("The server is starting: it is opening its models.");
            case SERVING -> healthWhileServing();
            case STOPPING -> Health.down("The server is stopping.");
        };
    }

    private Health healthWhileServing() {
        if (!history.healthy()) {
            return Health.down("The history cannot be used.");
        }
        if (workersStuck.getAsBoolean()) {
            return Health.down("No worker has finished a picture for long; restart the server.");
        }
        final List<ModelName> lost = models.lost();
        return lost.isEmpty()
                ? Health.UP
                : Health.down("No version of these models can be used any more: "
                        + lost.stream().map(ModelName::text).collect(Collectors.joining(", ")) + ".");
    }
}
