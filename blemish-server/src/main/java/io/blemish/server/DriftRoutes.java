package io.blemish.server;

import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.http.Routes;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;

/** What the watch for drift has found, and beginning it anew. */
final class DriftRoutes {
    private static final int NO_CONTENT = 204;

    private final Access access;
    private final ModelFolder models;
    private final DriftWatch watch;

    DriftRoutes(final Access access, final ModelFolder models, final DriftWatch watch) {
        this.access = access;
        this.models = models;
        this.watch = watch;
    }

    void add(final Routes routes) {
        routes.get("/v1/models/{model}/drift", this::found);
        routes.delete("/v1/models/{model}/drift", this::beginAnew);
    }

    private void found(final Exchange exchange) throws IOException {
        final ModelName name = name(exchange);
        exchange.sendJson(watch.found(name.text()).orElseThrow(DriftRoutes::unusable));
    }

    private void beginAnew(final Exchange exchange) throws IOException {
        access.requireAdmin(exchange);
        if (!watch.beginAnew(name(exchange).text())) {
            throw unusable();
        }
        exchange.send(NO_CONTENT);
    }

    private ModelName name(final Exchange exchange) {
        final ModelName name = new Parameters(exchange).model();
        if (models.state(name).isEmpty()) {
            throw Parameters.unknownModel(name);
        }
        return name;
    }

    private static ProblemException unusable() {
        return new ProblemException(
                ProblemKind.CONFLICT, "The model has no version that can be used, so its pictures are not watched.");
    }
}
