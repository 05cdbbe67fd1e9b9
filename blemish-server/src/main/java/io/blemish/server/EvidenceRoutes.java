package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Thumbnails;
import io.blemish.prediction.Evidence;
import io.blemish.prediction.Region;
import io.blemish.prediction.drawing.SideBySide;
import io.blemish.server.history.History;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.Verdict;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Regions of past verdicts beside the normal patches that they were compared with. */
final class EvidenceRoutes {
    /** More regions than a map of any network has patches. */
    private static final int MOST_REGIONS = 100_000;

    private final History history;
    private final ModelFolder models;
    private final VerdictDrawing drawing;

    EvidenceRoutes(final History history, final PictureStore pictures, final ModelFolder models) {
        this.history = history;
        this.models = models;
        this.drawing = new VerdictDrawing(history, pictures);
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/predictions/{id}/evidence", this::evidence);
    }

    private void evidence(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final Verdict verdict = parameters.verdict(history);
        final int number = parameters.whole("region", 0, MOST_REGIONS).orElse(0);
        if (number >= verdict.regions().size()) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "That prediction has no region of this number.");
        }
        final Region region = verdict.regions().get(number);
        final Evidence evidence = region.evidence()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND,
                        "The model keeps no patches, so it does not say what it compared with."));
        final RgbImage picture = drawing.picture(
                verdict, PictureRoutes.scale(exchange).orElseGet(() -> new Downscaler(Thumbnails.SIDE)));
        final RgbImage sideBySide = sideBySide(verdict, picture, region, evidence);
        exchange.setHeader("Cache-Control", PictureRoutes.KEPT_BY_BROWSERS);
        exchange.send("image/png", PngWriter.toBytes(sideBySide));
    }

    private RgbImage sideBySide(
            final Verdict verdict, final RgbImage picture, final Region region, final Evidence evidence) {
        try {
            return ModelName.of(verdict.model())
                    .flatMap(name -> withCopies(
                            name, verdict.version(), copies -> draw(verdict, picture, region, evidence, copies)))
                    .orElseThrow(EvidenceRoutes::noCopy);
        } catch (final BlemishException e) {
            throw noCopy();
        }
    }

    private static Optional<RgbImage> draw(
            final Verdict verdict,
            final RgbImage picture,
            final Region region,
            final Evidence evidence,
            final Thumbnails copies) {
        final Size judged = new Size(verdict.width(), verdict.height());
        return copies.of(evidence.picture())
                .map(training -> SideBySide.of(
                        picture, judged, region, evidence, training, copies.measure(evidence.picture(), judged)));
    }

    /** With those of the version that is open if it is the one, because the file of another is checked first. */
    private Optional<RgbImage> withCopies(
            final ModelName name, final String version, final Function<Thumbnails, Optional<RgbImage>> drawing) {
        final Optional<BorrowedModel> active = models.borrow(name);
        if (active.isPresent()) {
            try (BorrowedModel borrowed = active.get()) {
                if (borrowed.version().equals(version)) {
                    return drawing.apply(borrowed.model().thumbnails());
                }
            }
        }
        return models.file(name, version).map(Thumbnails::read).flatMap(drawing);
    }

    private static ProblemException noCopy() {
        return new ProblemException(
                ProblemKind.NOT_FOUND,
                "There is no small copy of that training picture: the model was fitted without thumbnails, or its version"
                        + " was deleted.");
    }
}
