package io.blemish.server;

import io.blemish.server.fits.Fit;
import io.blemish.server.fits.FitQueue;
import io.blemish.server.fits.FitSettings;
import io.blemish.server.fits.Fits;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.Operation;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.http.Routes;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fits as jobs: begin, start, look, cancel, delete. */
final class FitRoutes {
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final Access access;
    private final Fits fits;
    private final FitQueue queue;
    private final ModelFolder models;

    FitRoutes(final Access access, final Fits fits, final FitQueue queue, final ModelFolder models) {
        this.access = access;
        this.fits = fits;
        this.queue = queue;
        this.models = models;
    }

    void add(final Routes routes) {
        routes.get(
                "/v1/fits",
                exchange -> exchange.sendJson(
                        new All(fits.all().stream().map(this::response).toList())));
        routes.post("/v1/fits", changing(this::create));
        routes.get("/v1/fits/{id}", exchange -> exchange.sendJson(response(fit(exchange, fits))));
        routes.delete("/v1/fits/{id}", changing(this::delete));
        routes.post("/v1/fits/{id}/start", changing(this::start));
        routes.post("/v1/fits/{id}/cancel", changing(this::cancel));
    }

    /** {@code FitList} in openapi.yaml. */
    private record All(List<FitResponse> fits) {}

    private Operation changing(final Operation operation) {
        return changing(access, operation);
    }

    /** An operation that takes the role admin. */
    static Operation changing(final Access access, final Operation operation) {
        return exchange -> {
            access.requireAdmin(exchange);
            operation.handle(exchange);
        };
    }

    /** The fit in the path. */
    static Fit fit(final Exchange exchange, final Fits fits) {
        return fits.find(exchange.pathParameter("id")).orElseThrow(FitRoutes::unknown);
    }

    static ProblemException unknown() {
        return new ProblemException(
                ProblemKind.NOT_FOUND, "There is no fit of that identifier; GET /v1/fits lists all fits.");
    }

    private FitResponse response(final Fit fit) {
        return FitResponse.of(fit, models);
    }

    private void create(final Exchange exchange) throws IOException {
        final Fit fit = fits.create();
        exchange.setHeader("Location", "/v1/fits/" + fit.id());
        exchange.sendJson(CREATED, response(fit));
    }

    private void delete(final Exchange exchange) throws IOException {
        if (!fits.delete(exchange.pathParameter("id"))) {
            throw unknown();
        }
        exchange.send(NO_CONTENT);
    }

    /** {@code FitSettings} in openapi.yaml, as it is sent. */
    private record Settings(
            @Nullable String model,
            @Nullable Double maxFalseAlarms,
            @Nullable Double review) {
        FitSettings checked() {
            final ModelName name = ModelName.of(String.valueOf(model))
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.BAD_REQUEST,
                            "The field 'model' must be the name of a model: " + ModelName.RULE + "."));
            try {
                return new FitSettings(
                        name.text(),
                        maxFalseAlarms == null ? FitSettings.USUAL_FALSE_ALARMS : maxFalseAlarms,
                        Optional.ofNullable(review));
            } catch (final IllegalArgumentException e) {
                throw new ProblemException(
                        ProblemKind.BAD_REQUEST, "The request cannot be used: " + e.getMessage() + ".");
            }
        }
    }

    private void start(final Exchange exchange) throws IOException {
        final Fit fit = fit(exchange, fits);
        JsonBody.read(
                exchange,
                Settings.class,
                (same, settings) -> same.sendJson(
                        ACCEPTED,
                        response(queue.start(fit.id(), settings.checked()).orElseThrow(FitRoutes::unknown))));
    }

    private void cancel(final Exchange exchange) throws IOException {
        exchange.sendJson(response(queue.cancel(exchange.pathParameter("id")).orElseThrow(FitRoutes::unknown)));
    }
}
