package io.blemish.server;

import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.util.Optional;

/** What the watch for drift has found, and beginning it anew. */
final class DriftRoutes {
    private static final int NO_CONTENT = 204;

    private final AuditLog audit;
    private final ModelFolder models;
    private final DriftWatch watch;

    DriftRoutes(final AuditLog audit, final ModelFolder models, final DriftWatch watch) {
        this.audit = audit;
        this.models = models;
        this.watch = watch;
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/models/{model}/drift", this::found);
        operations.delete(Role.ENGINEER, "/v1/models/{model}/drift", this::beginAnew);
    }

    private void found(final Exchange exchange) throws IOException {
        final ModelName name = name(exchange);
        exchange.sendJson(watch.found(name.text()).orElseThrow(DriftRoutes::unusable));
    }

    private void beginAnew(final Exchange exchange) throws IOException {
        final String model = name(exchange).text();
        if (!watch.beginAnew(model)) {
            throw unusable();
        }
        audit.record(exchange.sender(), Action.DRIFT_RESTART, model, Optional.empty(), Optional.empty());
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
