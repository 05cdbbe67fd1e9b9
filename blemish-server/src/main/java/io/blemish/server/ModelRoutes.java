package io.blemish.server;

import io.blemish.InputException;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.models.ModelState;
import io.blemish.server.models.ModelVersion;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pictures are judged by: see, upload, activate, roll back, delete. */
final class ModelRoutes {
    /** A model is large, and whoever sends it may change models anyway. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    /** The report is a page on its own, of another's making: no script, no forms, nothing from elsewhere. */
    private static final String REPORT_POLICY =
            "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private final ModelFolder models;
    private final Intake intake = new Intake(UPLOAD);

    ModelRoutes(final ModelFolder models) {
        this.models = models;
    }

    void add(final RoutesConfig routes) {
        routes.get(
                "/v1/models",
                ctx -> Answers.json(
                        ctx,
                        new All(models.states().stream()
                                .map(ModelAnswer.Summary::of)
                                .toList())));
        routes.get("/v1/models/{model}", this::describe);
        routes.delete("/v1/models/{model}", this::delete);
        routes.post("/v1/models/{model}/versions", this::upload);
        routes.delete("/v1/models/{model}/versions/{version}", this::deleteVersion);
        routes.put("/v1/models/{model}/active", this::activate);
        routes.post("/v1/models/{model}/rollback", this::rollBack);
        routes.get("/v1/models/{model}/report", this::report);
        routes.get("/v1/models/{model}/metrics", this::metrics);
    }

    private record All(List<ModelAnswer.Summary> models) {}

    private ModelState state(final Context ctx) {
        final ModelName name = new Parameters(ctx).model();
        return models.state(name).orElseThrow(() -> unknown(name));
    }

    private static ProblemException unknown(final ModelName name) {
        return new ProblemException(
                ProblemKind.NOT_FOUND, "There is no model '" + name + "'; GET /v1/models lists those that there are.");
    }

    private void describe(final Context ctx) {
        Answers.json(ctx, ModelAnswer.of(state(ctx)));
    }

    private void delete(final Context ctx) {
        Access.requireAdmin(ctx);
        final ModelName name = new Parameters(ctx).model();
        if (!models.delete(name)) {
            throw unknown(name);
        }
        ctx.status(204);
    }

    private void upload(final Context ctx) {
        Access.requireAdmin(ctx);
        final Parameters parameters = new Parameters(ctx);
        final ModelName name = parameters.model();
        final boolean activate = parameters.flag("activate", true);
        final String type = Optional.ofNullable(ctx.contentType()).orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/octet-stream")) {
            throw new ProblemException(
                    ProblemKind.WRONG_TYPE, "Send the model file with 'Content-Type: application/octet-stream'.");
        }
        final ModelVersion added;
        try (InputStream body = intake.timed(ctx)) {
            added = models.add(name, body, activate);
        } catch (final InputException e) {
            throw new ProblemException(ProblemKind.NOT_A_MODEL, String.valueOf(e.getMessage()));
        } catch (final IOException e) {
            throw intake.brokenOff(ctx, e);
        }
        final boolean active = models.state(name)
                .flatMap(ModelState::active)
                .map(now -> now.version().equals(added))
                .orElse(false);
        Answers.json(ctx.status(201), ModelAnswer.Version.of(added, active));
    }

    private void deleteVersion(final Context ctx) {
        Access.requireAdmin(ctx);
        final Parameters parameters = new Parameters(ctx);
        try {
            if (!models.delete(parameters.model(), parameters.version())) {
                throw unknownVersion();
            }
        } catch (final IllegalStateException e) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "That version judges now; activate another before you delete it.");
        }
        ctx.status(204);
    }

    private static ProblemException unknownVersion() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The model has no version of that identifier.");
    }

    /** {@code Activation} in openapi.yaml. */
    private record Activation(@Nullable String version) {}

    private void activate(final Context ctx) {
        Access.requireAdmin(ctx);
        final ModelName name = new Parameters(ctx).model();
        final String version =
                String.valueOf(Requests.json(ctx, Activation.class).version());
        if (!models.activate(name, version)) {
            throw unknownVersion();
        }
        describe(ctx);
    }

    private void rollBack(final Context ctx) {
        Access.requireAdmin(ctx);
        final ModelName name = state(ctx).name();
        if (!models.rollBack(name)) {
            throw new ProblemException(ProblemKind.CONFLICT, "The model has no version before this one.");
        }
        describe(ctx);
    }

    private void report(final Context ctx) throws IOException {
        send(ctx, state(ctx).report(), "text/html; charset=utf-8");
        ctx.header("Content-Security-Policy", REPORT_POLICY);
    }

    private void metrics(final Context ctx) throws IOException {
        send(ctx, state(ctx).metrics(), "application/json");
    }

    private static void send(final Context ctx, final Optional<Path> file, final String type) throws IOException {
        final Path found = file.orElseThrow(() -> new ProblemException(
                ProblemKind.NOT_FOUND,
                "The model has not been evaluated; put what 'blemish evaluate' writes beside it as"
                        + " NAME.report.html and NAME.metrics.json."));
        ctx.contentType(type).result(Files.readAllBytes(found));
    }
}
