package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.http.Routes;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.models.ModelState;
import io.blemish.server.models.ModelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models: list, upload, activate, roll back, delete. */
final class ModelRoutes {
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    /** A long time: a model is large, and only an admin sends one. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    /** A report is a page that this server did not make: no script, no forms, nothing from other sites. */
    private static final String REPORT_POLICY =
            "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private final Access access;
    private final ModelFolder models;
    private final BodyReader reader = new BodyReader(UPLOAD);

    ModelRoutes(final Access access, final ModelFolder models) {
        this.access = access;
        this.models = models;
    }

    void add(final Routes routes) {
        routes.get(
                "/v1/models",
                exchange -> exchange.sendJson(new All(
                        models.states().stream().map(ModelResponse.Summary::of).toList())));
        routes.get("/v1/models/{model}", this::describe);
        routes.delete("/v1/models/{model}", this::delete);
        routes.post("/v1/models/{model}/versions", this::upload);
        routes.delete("/v1/models/{model}/versions/{version}", this::deleteVersion);
        routes.put("/v1/models/{model}/active", this::activate);
        routes.post("/v1/models/{model}/rollback", this::rollBack);
        routes.get("/v1/models/{model}/report", this::report);
        routes.get("/v1/models/{model}/metrics", this::metrics);
    }

    /** {@code ModelList} in openapi.yaml. */
    private record All(List<ModelResponse.Summary> models) {}

    private ModelState state(final Exchange exchange) {
        final ModelName name = new Parameters(exchange).model();
        return models.state(name).orElseThrow(() -> Parameters.unknownModel(name));
    }

    private void describe(final Exchange exchange) throws IOException {
        exchange.sendJson(ModelResponse.of(state(exchange)));
    }

    private void delete(final Exchange exchange) throws IOException {
        access.requireAdmin(exchange);
        final ModelName name = new Parameters(exchange).model();
        if (!models.delete(name)) {
            throw Parameters.unknownModel(name);
        }
        exchange.send(NO_CONTENT);
    }

    private void upload(final Exchange exchange) throws IOException {
        access.requireAdmin(exchange);
        final Parameters parameters = new Parameters(exchange);
        final ModelName name = parameters.model();
        final boolean activate = parameters.flag("activate", true);
        final String type = exchange.contentType().orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/octet-stream")) {
            throw new ProblemException(
                    ProblemKind.WRONG_TYPE, "Send the model file with 'Content-Type: application/octet-stream'.");
        }
        final ModelVersion added;
        try (InputStream body = reader.stream(exchange)) {
            added = models.add(name, body, activate);
        } catch (final BlemishException e) {
            throw new ProblemException(ProblemKind.NOT_A_MODEL, String.valueOf(e.getMessage()));
        } catch (final IOException e) {
            throw reader.problem(exchange, e);
        }
        final boolean active = models.state(name)
                .flatMap(ModelState::active)
                .map(now -> now.version().equals(added))
                .orElse(false);
        exchange.sendJson(CREATED, ModelResponse.Version.of(added, active));
    }

    private void deleteVersion(final Exchange exchange) throws IOException {
        access.requireAdmin(exchange);
        final Parameters parameters = new Parameters(exchange);
        try {
            if (!models.delete(parameters.model(), parameters.version())) {
                throw unknownVersion();
            }
        } catch (final IllegalStateException e) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "That version is active; activate another before you delete it.");
        }
        exchange.send(NO_CONTENT);
    }

    private static ProblemException unknownVersion() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The model has no version of that identifier.");
    }

    /** {@code Activation} in openapi.yaml. */
    private record Activation(@Nullable String version) {}

    private void activate(final Exchange exchange) throws IOException {
        access.requireAdmin(exchange);
        final ModelName name = new Parameters(exchange).model();
        JsonBody.read(exchange, Activation.class, (same, wanted) -> {
            if (!models.activate(name, String.valueOf(wanted.version()))) {
                throw unknownVersion();
            }
            describe(same);
        });
    }

    private void rollBack(final Exchange exchange) throws IOException {
        access.requireAdmin(exchange);
        final ModelName name = state(exchange).name();
        if (!models.rollBack(name)) {
            throw new ProblemException(ProblemKind.CONFLICT, "The model has no version before this one.");
        }
        describe(exchange);
    }

    private void report(final Exchange exchange) throws IOException {
        final byte[] report = content(state(exchange).report());
        exchange.setHeader("Content-Security-Policy", REPORT_POLICY);
        exchange.send("text/html; charset=utf-8", report);
    }

    private void metrics(final Exchange exchange) throws IOException {
        exchange.send("application/json", content(state(exchange).metrics()));
    }

    private static byte[] content(final Optional<Path> file) throws IOException {
        return Files.readAllBytes(file.orElseThrow(() -> new ProblemException(
                ProblemKind.NOT_FOUND,
                "The model has not been evaluated; put what 'blemish evaluate' writes beside it as"
                        + " NAME.report.html and NAME.metrics.json.")));
    }
}
