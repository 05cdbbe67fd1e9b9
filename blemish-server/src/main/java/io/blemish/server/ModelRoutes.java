package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.model.ModelContents;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.AddedVersion;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.models.ModelState;
import io.blemish.server.models.ModelVersion;
import io.blemish.server.models.VersionChange;
import io.blemish.server.users.Role;
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

    /** A long time: a model is large, and only an engineer sends one. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    /** A report is a page that this server did not make: no script, no forms, nothing from other sites. */
    private static final String REPORT_POLICY =
            "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private final AuditLog audit;
    private final ModelFolder models;
    private final BodyReader reader = new BodyReader(UPLOAD);

    ModelRoutes(final AuditLog audit, final ModelFolder models) {
        this.audit = audit;
        this.models = models;
    }

    void add(final Operations operations) {
        operations.get(
                Role.OPERATOR,
                "/v1/models",
                exchange -> exchange.sendJson(new All(
                        models.states().stream().map(ModelResponse.Summary::of).toList())));
        operations.get(Role.OPERATOR, "/v1/models/{model}", this::describe);
        operations.delete(Role.ADMIN, "/v1/models/{model}", this::delete);
        operations.post(Role.ENGINEER, "/v1/models/{model}/versions", this::upload);
        operations.delete(Role.ADMIN, "/v1/models/{model}/versions/{version}", this::deleteVersion);
        operations.put(Role.ENGINEER, "/v1/models/{model}/active", this::activate);
        operations.post(Role.ENGINEER, "/v1/models/{model}/rollback", this::rollBack);
        operations.get(Role.OPERATOR, "/v1/models/{model}/pictures", this::pictures);
        operations.get(Role.OPERATOR, "/v1/models/{model}/report", this::report);
        operations.get(Role.OPERATOR, "/v1/models/{model}/metrics", this::metrics);
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

    /** {@code ModelPictures} in openapi.yaml. */
    private record Pictures(String version, List<String> pictures) {}

    private void pictures(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final Optional<String> version = parameters.text("version");
        if (version.isPresent()) {
            final Path file = models.file(parameters.model(), version.get()).orElseThrow(ModelRoutes::unknownVersion);
            exchange.sendJson(new Pictures(
                    version.get(),
                    ModelContents.read(file).description().training().pictures()));
            return;
        }
        final ModelState.Active active = state(exchange)
                .active()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT,
                        "The model has no version that can be used, so its pictures are not known."));
        exchange.sendJson(new Pictures(
                active.version().id(), active.description().training().pictures()));
    }

    private void delete(final Exchange exchange) throws IOException {
        final ModelName name = new Parameters(exchange).model();
        final Optional<String> before = active(name);
        if (!models.delete(name)) {
            throw Parameters.unknownModel(name);
        }
        audit.record(exchange.sender(), Action.MODEL_DELETION, name.text(), before, Optional.empty());
        exchange.send(NO_CONTENT);
    }

    private void upload(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final ModelName name = parameters.model();
        final boolean activate = parameters.flag("activate", true);
        final String type = exchange.contentType().orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/octet-stream")) {
            throw new ProblemException(
                    ProblemKind.WRONG_TYPE, "Send the model file with 'Content-Type: application/octet-stream'.");
        }
        final AddedVersion added;
        try (InputStream body = reader.stream(exchange)) {
            added = models.add(name, body, activate);
        } catch (final BlemishException e) {
            throw new ProblemException(ProblemKind.NOT_A_MODEL, String.valueOf(e.getMessage()));
        } catch (final IOException e) {
            throw reader.problem(exchange, e);
        }
        record(audit, exchange.sender(), name, added);
        final ModelVersion version = added.version();
        final boolean active = active(name).equals(Optional.of(version.id()));
        exchange.sendJson(CREATED, ModelResponse.Version.of(version, active));
    }

    /** Records a version that somebody has added, and its activation. */
    static void record(final AuditLog audit, final String sender, final ModelName name, final AddedVersion added) {
        audit.record(
                sender,
                Action.UPLOAD,
                name.text(),
                Optional.empty(),
                Optional.of(added.version().id()));
        added.activation().ifPresent(change -> record(audit, sender, Action.ACTIVATION, name, change));
    }

    private static void record(
            final AuditLog audit,
            final String sender,
            final Action action,
            final ModelName name,
            final VersionChange change) {
        audit.record(sender, action, name.text(), change.from(), Optional.of(change.to()));
    }

    /** The identifier of the version that is active. */
    private Optional<String> active(final ModelName name) {
        return models.state(name)
                .flatMap(ModelState::active)
                .map(active -> active.version().id());
    }

    private void deleteVersion(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final ModelName name = parameters.model();
        final String version = parameters.version();
        try {
            if (!models.delete(name, version)) {
                throw unknownVersion();
            }
            audit.record(
                    exchange.sender(), Action.VERSION_DELETION, name.text(), Optional.of(version), Optional.empty());
        } catch (final IllegalStateException e) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "That version is active; activate another before you delete it.");
        }
        exchange.send(NO_CONTENT);
    }

    static ProblemException unknownVersion() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The model has no version of that identifier.");
    }

    /** {@code Activation} in openapi.yaml. */
    record Activation(@Nullable String version) {}

    private void activate(final Exchange exchange) throws IOException {
        final ModelName name = new Parameters(exchange).model();
        JsonBody.read(exchange, Activation.class, (same, wanted) -> {
            final VersionChange change =
                    models.activate(name, String.valueOf(wanted.version())).orElseThrow(ModelRoutes::unknownVersion);
            record(audit, same.sender(), Action.ACTIVATION, name, change);
            describe(same);
        });
    }

    private void rollBack(final Exchange exchange) throws IOException {
        final ModelName name = state(exchange).name();
        final VersionChange change = models.rollBack(name)
                .orElseThrow(
                        () -> new ProblemException(ProblemKind.CONFLICT, "The model has no version before this one."));
        record(audit, exchange.sender(), Action.ROLLBACK, name, change);
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
