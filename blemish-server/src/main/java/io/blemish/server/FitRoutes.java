package io.blemish.server;

import io.blemish.artifact.Sha256;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditException;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.fits.Fit;
import io.blemish.server.fits.FitPicture;
import io.blemish.server.fits.FitQueue;
import io.blemish.server.fits.FitSettings;
import io.blemish.server.fits.Fits;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.AddedVersion;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fits as jobs: begin, start, look, cancel, delete. */
final class FitRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(FitRoutes.class);

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final AuditLog audit;
    private final Fits fits;
    private final FitQueue queue;
    private final ModelFolder models;

    FitRoutes(final AuditLog audit, final Fits fits, final FitQueue queue, final ModelFolder models) {
        this.audit = audit;
        this.fits = fits;
        this.queue = queue;
        this.models = models;
    }

    void add(final Operations operations) {
        operations.get(
                Role.OPERATOR,
                "/v1/fits",
                exchange -> exchange.sendJson(
                        new All(fits.all().stream().map(this::response).toList())));
        operations.post(Role.ENGINEER, "/v1/fits", this::create);
        operations.get(Role.OPERATOR, "/v1/fits/{id}", exchange -> exchange.sendJson(response(fit(exchange, fits))));
        operations.delete(Role.ENGINEER, "/v1/fits/{id}", this::delete);
        operations.post(Role.ENGINEER, "/v1/fits/{id}/start", this::start);
        operations.post(Role.ENGINEER, "/v1/fits/{id}/cancel", this::cancel);
    }

    /** {@code FitList} in openapi.yaml. */
    private record All(List<FitResponse> fits) {}

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
        // A body without a type is one of length 0 that a client sends in parts.
        if (!exchange.hasBody() || exchange.contentType().isEmpty()) {
            create(exchange, Optional.empty());
            return;
        }
        JsonBody.read(exchange, SentFitSettings.class, (same, sent) -> {
            final Optional<FitSettings> settings = sent.empty() ? Optional.empty() : Optional.of(sent.checked());
            settings.ifPresent(queue::check);
            create(same, settings);
        });
    }

    private void create(final Exchange exchange, final Optional<FitSettings> settings) throws IOException {
        final String sender = exchange.sender();
        final Fit fit = fits.create(settings, oldest -> recordDeletion(sender, oldest));
        exchange.setHeader("Location", "/v1/fits/" + fit.id());
        exchange.sendJson(CREATED, response(fit));
    }

    private void delete(final Exchange exchange) throws IOException {
        final Fit fit = fit(exchange, fits);
        if (!fits.delete(fit.id())) {
            throw unknown();
        }
        recordDeletion(exchange.sender(), fit);
        exchange.send(NO_CONTENT);
    }

    private void start(final Exchange exchange) throws IOException {
        final Fit fit = fit(exchange, fits);
        JsonBody.read(exchange, SentFitSettings.class, (same, sent) -> {
            final FitSettings wanted = sent.checked();
            final String sender = same.sender();
            final Fit started = queue.start(
                            fit.id(),
                            wanted,
                            sender,
                            added -> recordVersion(sender, new ModelName(wanted.model()), added))
                    .orElseThrow(FitRoutes::unknown);
            audit.record(
                    sender,
                    Action.FIT_START,
                    subject(fit.id()),
                    Optional.of(pictures(started)),
                    Optional.of(described(wanted)));
            same.sendJson(ACCEPTED, response(started));
        });
    }

    /** The pictures of a fit by their number and one hash over the hashes of their files, in the order of these. */
    private static String pictures(final Fit fit) {
        final MessageDigest all = Sha256.digest();
        fit.pictures().stream()
                .map(FitPicture::sha256)
                .sorted()
                .forEach(hash -> all.update((hash + "\n").getBytes(StandardCharsets.US_ASCII)));
        final int count = fit.pictures().size();
        return count
                + (count == 1 ? " picture " : " pictures ")
                + Sha256.hex(all)
                + (fit.masked() ? " with a mask" : "");
    }

    private static String described(final FitSettings settings) {
        final String model = "model " + settings.model();
        return settings.update()
                .map(update -> "update of " + model + " from version " + update.version())
                .orElse(model);
    }

    /** Records what a fit has made in the name of who started it. */
    private void recordVersion(final String sender, final ModelName name, final AddedVersion added) {
        try {
            ModelRoutes.record(audit, sender, name, added);
        } catch (final AuditException e) {
            // There is no request to answer.
            LOG.error(
                    "Version {} of {} is not in the audit log: {}",
                    added.version().id(),
                    name,
                    e.getMessage());
        }
    }

    private void recordDeletion(final String sender, final Fit fit) {
        audit.record(sender, Action.FIT_DELETION, subject(fit.id()), Optional.of(pictures(fit)), Optional.empty());
    }

    /** What a fit is called in the audit log. */
    static String subject(final String id) {
        return "fit " + id;
    }

    private void cancel(final Exchange exchange) throws IOException {
        final Fit cancelled = queue.cancel(exchange.pathParameter("id")).orElseThrow(FitRoutes::unknown);
        audit.record(exchange.sender(), Action.FIT_CANCEL, subject(cancelled.id()), Optional.empty(), Optional.empty());
        exchange.sendJson(response(cancelled));
    }
}
