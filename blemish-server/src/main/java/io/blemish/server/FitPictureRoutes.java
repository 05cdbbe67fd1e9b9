package io.blemish.server;

import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.PngWriter;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.fits.Fit;
import io.blemish.server.fits.FitPicture;
import io.blemish.server.fits.FitPictures;
import io.blemish.server.fits.Fits;
import io.blemish.server.fits.Remark;
import io.blemish.server.fits.Remarks;
import io.blemish.server.history.History;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.PictureType;
import io.blemish.server.history.Truth;
import io.blemish.server.http.BodyReader;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The pictures of a fit: add, look, take out. */
final class FitPictureRoutes {
    private static final int NO_CONTENT = 204;
    private static final String BYTES = "application/octet-stream";
    private static final Set<String> ZIP_TYPES = Set.of("application/zip", "application/x-zip-compressed");

    /** A long time: a zip of hundreds of pictures is large, and only an engineer sends one. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final AuditLog audit;
    private final ServerOptions.Limits limits;
    private final Fits fits;
    private final FitPictures pictures;
    private final History history;
    private final PictureStore stored;
    private final BodyReader reader;
    private final BodyReader uploads = new BodyReader(UPLOAD);
    private final ImageDecoder decoder = new ImageDecoder();

    FitPictureRoutes(
            final AuditLog audit,
            final ServerOptions.Limits limits,
            final Fits fits,
            final FitPictures pictures,
            final History history,
            final PictureStore stored) {
        this.audit = audit;
        this.limits = limits;
        this.fits = fits;
        this.pictures = pictures;
        this.history = history;
        this.stored = stored;
        this.reader = new BodyReader(limits.receiving());
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/fits/{id}/pictures", this::list);
        operations.post(Role.ENGINEER, "/v1/fits/{id}/pictures", this::addSent);
        operations.post(Role.ENGINEER, "/v1/fits/{id}/labelled", this::addLabelled);
        operations.get(Role.OPERATOR, "/v1/fits/{id}/pictures/{picture}", this::picture);
        operations.delete(Role.ENGINEER, "/v1/fits/{id}/pictures/{picture}", this::remove);
    }

    private Fit fit(final Exchange exchange) {
        return FitRoutes.fit(exchange, fits);
    }

    /** {@code FitPicture} in openapi.yaml. */
    private record Checked(
            String id,
            String name,
            int width,
            int height,
            boolean coloured,
            float brightness,
            float sharpness,
            Set<Remark> remarks) {
        static Checked of(final FitPicture picture, final Remarks remarks) {
            return new Checked(
                    picture.id(),
                    picture.name(),
                    picture.width(),
                    picture.height(),
                    picture.coloured(),
                    picture.brightness(),
                    picture.sharpness(),
                    remarks.on(picture));
        }
    }

    /** {@code FitPictureList} in openapi.yaml. */
    private record All(List<Checked> pictures) {}

    private void list(final Exchange exchange) throws IOException {
        final Fit fit = fit(exchange);
        exchange.sendJson(new All(checked(fit, fit.pictures())));
    }

    private static List<Checked> checked(final Fit fit, final List<FitPicture> some) {
        final Remarks remarks = new Remarks(fit.pictures());
        return some.stream().map(picture -> Checked.of(picture, remarks)).toList();
    }

    /** {@code AddedPictures} in openapi.yaml. */
    private record Added(List<Checked> pictures, List<AddedPictures.Refused> refused) {}

    private void answer(final Exchange exchange, final AddedPictures taken) throws IOException {
        exchange.sendJson(new Added(checked(fit(exchange), taken.added()), taken.refused()));
    }

    private void addSent(final Exchange exchange) throws IOException {
        final AddedPictures taken = new AddedPictures(pictures, fit(exchange).id());
        final String type = exchange.contentType().orElse(BYTES).strip();
        if (ZIP_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            readZip(exchange, taken);
            answerIfAny(exchange, taken);
        } else {
            final Optional<String> name = new Parameters(exchange).text("name", PictureName.LONGEST);
            reader.read(exchange, Form.limit(type, limits.bytes()), (same, body) -> {
                take(
                        Form.is(type)
                                ? Form.files(type, body, limits.pictures())
                                : List.of(new SentPicture(name, body)),
                        taken);
                answerIfAny(same, taken);
            });
        }
    }

    private void answerIfAny(final Exchange exchange, final AddedPictures taken) throws IOException {
        taken.requireAny();
        answer(exchange, taken);
    }

    private void readZip(final Exchange exchange, final AddedPictures taken) {
        try (InputStream body = uploads.stream(exchange)) {
            new ZipPictures(limits.bytes()).read(body, taken);
            // What follows the entries is a zip's directory.
            body.transferTo(OutputStream.nullOutputStream());
        } catch (final IOException e) {
            throw uploads.problem(exchange, e);
        }
    }

    private void take(final List<SentPicture> files, final AddedPictures taken) throws IOException {
        for (final SentPicture file : files) {
            if (ZipPictures.is(file.bytes())) {
                new ZipPictures(limits.bytes()).read(new ByteArrayInputStream(file.bytes()), taken);
            } else {
                taken.take(new SentPicture(file.name().map(PictureName::of), file.bytes()));
            }
        }
    }

    /**
     * Adds the pictures of the history that somebody labelled good and that are still kept. Each is named after its verdict,
     * too: many pictures of a camera may have the same name, and an update tells by the name that a model knows one already.
     */
    private void addLabelled(final Exchange exchange) throws IOException {
        final AddedPictures taken = new AddedPictures(pictures, fit(exchange).id());
        new VerdictPages(history, new Parameters(exchange).filter()).forEach(verdict -> {
            if (Truth.of(verdict).equals(Optional.of(Truth.GOOD))) {
                stored.picture(verdict.id())
                        .ifPresent(content -> taken.take(new SentPicture(
                                Optional.of(verdict.name()
                                        .map(name -> name + " (" + verdict.id() + ")")
                                        .orElse(verdict.id())),
                                content)));
            }
        });
        if (taken.added().isEmpty()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "No verdict that matches is labelled good and has a picture that is still kept.");
        }
        answer(exchange, taken);
    }

    private void picture(final Exchange exchange) throws IOException {
        final byte[] content = pictures.content(fit(exchange).id(), exchange.pathParameter("picture"))
                .orElseThrow(FitPictureRoutes::unknownPicture);
        final Optional<Downscaler> scale = PictureRoutes.scale(exchange);
        exchange.setHeader("Cache-Control", PictureRoutes.KEPT_BY_BROWSERS);
        if (scale.isPresent()) {
            exchange.send(
                    "image/png",
                    PngWriter.toBytes(scale.get().image(decoder.decode(Picture.of("The picture", content)))));
        } else {
            send(exchange, content);
        }
    }

    /** Sends a picture as it was sent here. */
    static void send(final Exchange exchange, final byte[] content) throws IOException {
        exchange.send(PictureType.contentTypeOf(content), content);
    }

    private static ProblemException unknownPicture() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The fit has no picture of that identifier.");
    }

    private void remove(final Exchange exchange) throws IOException {
        final Fit fit = fit(exchange);
        final FitPicture gone =
                fit.picture(exchange.pathParameter("picture")).orElseThrow(FitPictureRoutes::unknownPicture);
        if (!pictures.remove(fit.id(), gone.id())) {
            throw unknownPicture();
        }
        audit.record(
                exchange.sender(),
                Action.FIT_PICTURE_DELETION,
                FitRoutes.subject(fit.id()),
                Optional.of(gone.name() + " " + gone.sha256()),
                Optional.empty());
        exchange.send(NO_CONTENT);
    }
}
