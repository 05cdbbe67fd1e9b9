package io.blemish.server;

import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.model.Outcome;
import io.blemish.prediction.Prediction;
import io.blemish.server.history.HistoryException;
import io.blemish.server.history.ShadowResult;
import io.blemish.server.history.ShadowResults;
import io.blemish.server.http.ProblemException;
import io.blemish.server.models.BorrowedModel;
import io.blemish.server.models.ModelFolder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges pictures with the shadow of their model and records the result. Nothing that goes wrong is thrown. */
final class ShadowJudge implements Consumer<ShadowPicture> {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowJudge.class);

    private final ModelFolder models;
    private final PictureDecoder decoder;
    private final ShadowResults results;
    private final ShadowMetrics metrics;

    ShadowJudge(
            final ModelFolder models,
            final PictureDecoder decoder,
            final ShadowResults results,
            final ShadowMetrics metrics) {
        this.models = models;
        this.decoder = decoder;
        this.results = results;
        this.metrics = metrics;
    }

    @Override
    public void accept(final ShadowPicture picture) {
        final Optional<BorrowedModel> shadow = models.borrowShadow(picture.model());
        if (shadow.isEmpty()) {
            metrics.missed(picture.model().text());
            return;
        }
        final ShadowResult result;
        try (BorrowedModel borrowed = shadow.get()) {
            result = judge(borrowed, picture.picture());
        }
        if (Thread.interrupted()) {
            // The server stops, which is not the shadow's failure.
            return;
        }
        record(picture, result);
    }

    private ShadowResult judge(final BorrowedModel shadow, final SentPicture picture) {
        try {
            final RgbImage image = decoder.decode(shadow.model(), picture);
            final Outcome outcome = shadow.model()
                    .predict(List.of(Picture.of(picture.title(), image)))
                    .get(0);
            final Prediction prediction = PredictionQueue.judged(outcome).verdict();
            return new ShadowResult.Judged(
                    shadow.version(),
                    prediction.score(),
                    prediction.threshold(),
                    prediction.reviewThreshold(),
                    prediction.verdict());
        } catch (final ProblemException e) {
            return new ShadowResult.Failed(shadow.version(), e.detail());
        } catch (final RuntimeException | Error e) {
            LOG.error("Version {} of model {} failed as a shadow.", shadow.version(), shadow.name(), e);
            return new ShadowResult.Failed(
                    shadow.version(), "The version failed at this picture; the server's log says why.");
        }
    }

    private void record(final ShadowPicture picture, final ShadowResult result) {
        final String model = picture.model().text();
        try {
            results.record(picture.id(), result);
        } catch (final HistoryException e) {
            LOG.warn("The result of the shadow of model {} could not be recorded: {}", model, e.getMessage());
            metrics.missed(model);
            return;
        }
        if (result instanceof ShadowResult.Judged judged) {
            metrics.judged(model, judged.verdict() == picture.verdict());
        } else {
            metrics.failed(model);
        }
    }
}
