package io.blemish.server;

import io.blemish.PictureException;
import io.blemish.artifact.Sha256;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.fits.Fit;
import io.blemish.server.fits.FitPictures;
import io.blemish.server.fits.Fits;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.util.Optional;

/** The mask of a fit: set, look, remove. */
final class FitMaskRoutes {
    private static final int NO_CONTENT = 204;
    private static final String PATH = "/v1/fits/{id}/mask";

    private final AuditLog audit;
    private final long maxBytes;
    private final Fits fits;
    private final FitPictures pictures;
    private final BodyReader reader;

    FitMaskRoutes(
            final AuditLog audit, final ServerOptions.Limits limits, final Fits fits, final FitPictures pictures) {
        this.audit = audit;
        this.maxBytes = limits.bytes();
        this.fits = fits;
        this.pictures = pictures;
        this.reader = new BodyReader(limits.receiving());
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, PATH, this::mask);
        operations.put(Role.ENGINEER, PATH, this::set);
        operations.delete(Role.ENGINEER, PATH, this::remove);
    }

    private void mask(final Exchange exchange) throws IOException {
        FitPictureRoutes.send(
                exchange,
                pictures.mask(FitRoutes.fit(exchange, fits).id())
                        .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND, "The fit has no mask.")));
    }

    private void set(final Exchange exchange) throws IOException {
        final Fit fit = FitRoutes.fit(exchange, fits);
        final String name =
                new Parameters(exchange).text("name", PictureName.LONGEST).orElse("mask");
        reader.read(exchange, maxBytes, (same, body) -> set(same, fit, name, body));
    }

    private void set(final Exchange exchange, final Fit fit, final String name, final byte[] picture)
            throws IOException {
        final Optional<String> before = hash(fit);
        try {
            if (!pictures.setMask(fit.id(), name, picture)) {
                throw FitRoutes.unknown();
            }
        } catch (final PictureException e) {
            throw new ProblemException(ProblemKind.NOT_A_PICTURE, String.valueOf(e.getMessage()));
        }
        record(exchange, fit, before);
        exchange.send(NO_CONTENT);
    }

    private void remove(final Exchange exchange) throws IOException {
        final Fit fit = FitRoutes.fit(exchange, fits);
        final Optional<String> before = hash(fit);
        if (!pictures.removeMask(fit.id())) {
            throw FitRoutes.unknown();
        }
        record(exchange, fit, before);
        exchange.send(NO_CONTENT);
    }

    private Optional<String> hash(final Fit fit) {
        return pictures.mask(fit.id()).map(Sha256::hex);
    }

    private void record(final Exchange exchange, final Fit fit, final Optional<String> before) {
        audit.record(exchange.sender(), Action.FIT_MASK, FitRoutes.subject(fit.id()), before, hash(fit));
    }
}
