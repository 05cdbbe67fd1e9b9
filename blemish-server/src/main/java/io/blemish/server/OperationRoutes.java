package io.blemish.server;

import io.blemish.model.Software;
import io.blemish.server.history.History;
import io.blemish.server.history.PictureStore;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.Routes;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** For those who run the server: its health, its metrics and openapi.yaml. For the page: who its user is. */
final class OperationRoutes {
    private final Access access;
    private final ServerOptions.Limits limits;
    private final ModelFolder models;
    private final History history;
    private final PictureStore pictures;
    private final Metrics metrics;
    private final BooleanSupplier stopping;
    private final BooleanSupplier workersStuck;

    OperationRoutes(
            final Access access,
            final ServerOptions.Limits limits,
            final ModelFolder models,
            final History history,
            final PictureStore pictures,
            final Metrics metrics,
            final BooleanSupplier stopping,
            final BooleanSupplier workersStuck) {
        this.access = access;
        this.limits = limits;
        this.models = models;
        this.history = history;
        this.pictures = pictures;
        this.metrics = metrics;
        this.stopping = stopping;
        this.workersStuck = workersStuck;
    }

    void add(final Routes routes) {
        routes.get("/v1/session", this::session);
        routes.get("/health/live", exchange -> exchange.sendJson(Health.UP));
        routes.get("/health/ready", this::ready);
        routes.get(
                "/metrics",
                exchange -> exchange.send(
                        "text/plain; version=0.0.4; charset=utf-8",
                        metrics.text().getBytes(StandardCharsets.UTF_8)));
        routes.get("/openapi.yaml", OperationRoutes::contract);
    }

    private record Session(
            String role,
            String software,
            long maxBytes,
            long maxPixels,
            int maxPictures,
            long keptBytes,
            long keepBytes) {}

    private void session(final Exchange exchange) throws IOException {
        exchange.sendJson(new Session(
                access.role(exchange).name().toLowerCase(Locale.ROOT),
                Software.NAME_AND_VERSION,
                limits.bytes(),
                limits.pixels(),
                limits.pictures(),
                pictures.bytes(),
                pictures.limit()));
    }

    private record Health(String status, Optional<String> reason) {
        static final Health UP = new Health("up", Optional.empty());

        static Health down(final String reason) {
            return new Health("down", Optional.of(reason));
        }
    }

    private void ready(final Exchange exchange) throws IOException {
        final Health health = health();
        exchange.sendJson(health.equals(Health.UP) ? 200 : 503, health);
    }

    private Health health() {
        if (stopping.getAsBoolean()) {
            return Health.down("The server is stopping.");
        }
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

    private static void contract(final Exchange exchange) throws IOException {
        try (InputStream in = OperationRoutes.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the program");
            }
            exchange.send("application/yaml", in.readAllBytes());
        }
    }
}
