package io.blemish.server;

import io.blemish.artifact.Sha256;
import io.blemish.server.PredictionResponse.Timings;
import io.blemish.server.history.History;
import io.blemish.server.history.HistoryException;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.TakenFile;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictIds;
import io.blemish.server.models.BorrowedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records verdicts, and tells of them everyone who is to know. */
final class VerdictRecorder {
    private final History history;
    private final PictureStore pictures;
    private final Events events;
    private final Metrics metrics;
    private final DriftWatch drift;
    private final ShadowQueue shadows;
    private final VerdictIds ids;
    private final VerdictsOut out;

    VerdictRecorder(
            final History history,
            final PictureStore pictures,
            final Events events,
            final Metrics metrics,
            final DriftWatch drift,
            final ShadowQueue shadows,
            final VerdictIds ids,
            final VerdictsOut out) {
        this.history = history;
        this.pictures = pictures;
        this.events = events;
        this.metrics = metrics;
        this.drift = drift;
        this.shadows = shadows;
        this.ids = ids;
        this.out = out;
    }

    /**
     * Records verdicts, and returns when they are on the disk.
     *
     * @param model that gave them
     * @param predicted the pictures
     * @param from the file of a watched folder that the one picture comes from; it is recorded with its verdict or not at all
     * @param received when they were there, in terms of {@link System#nanoTime}
     * @throws HistoryException if the database does not take them
     */
    List<PredictionResponse> record(
            final BorrowedModel model,
            final List<PredictedPicture> predicted,
            final Optional<TakenFile> from,
            final long received) {
        final long begin = System.nanoTime();
        final List<Verdict> verdicts = new ArrayList<>();
        final List<Boolean> stored = new ArrayList<>();
        for (final PredictedPicture one : predicted) {
            final Verdict verdict = Verdict.of(
                    ids.next(),
                    model.name().text(),
                    model.version(),
                    one.picture().name(),
                    one.prediction(),
                    Sha256.hex(one.picture().bytes()));
            stored.add(pictures.store(
                    verdict.id(), one.picture().bytes(), one.prediction().map()));
            verdicts.add(verdict);
        }
        try {
            history.record(verdicts, from);
        } catch (final HistoryException e) {
            verdicts.forEach(verdict -> pictures.delete(verdict.id()));
            throw e;
        }
        final long end = System.nanoTime();
        out.wake();
        metrics.answered(end - begin, end - received);
        final List<PredictionResponse> responses = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            final PredictedPicture one = predicted.get(i);
            final Timings timings = Timings.of(one.times(), end - begin, end - received);
            responses.add(PredictionResponse.of(verdicts.get(i), stored.get(i), Optional.of(timings)));
            tell(model, one, responses.get(i));
        }
        return responses;
    }

    private void tell(final BorrowedModel model, final PredictedPicture picture, final PredictionResponse response) {
        metrics.verdict(model.name().text(), model.version(), picture.prediction());
        events.prediction(response);
        shadows.offer(new ShadowPicture(model.name(), response.id(), response.verdict(), picture.picture()));
        drift.observe(model.name().text(), model.version(), picture.seen(), response.id())
                .ifPresent(events::drift);
    }
}
