package io.blemish.server.models;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Tiling;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The first picture of a model, which nobody sent: a model that does not judge it would hold every worker that tries it. */
final class TrialPrediction {
    /** Many times what the slowest network needs for a picture on a processor of these days. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int CHANNELS = 3;

    private TrialPrediction() {}

    /**
     * Judges the made-up picture that the model was checked on when it was fitted, or noise of the size of a tile, or of the size
     * that the model resizes to if it does not say what it was checked on.
     *
     * @throws BlemishException if the model cannot judge any picture, or takes too long
     */
    static void of(final Model model) {
        final FutureTask<List<Outcome>> trial = new FutureTask<>(() -> model.predict(List.of(picture(model))));
        final Thread thread = new Thread(trial, "trial");
        thread.setDaemon(true);
        thread.start();
        try {
            check(trial.get(LIMIT.toSeconds(), TimeUnit.SECONDS).get(0));
        } catch (final TimeoutException e) {
            trial.cancel(true);
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED,
                    "The model takes more than " + LIMIT.toSeconds()
                            + " s for one picture of its own size, so it is not used.",
                    e);
        } catch (final InterruptedException e) {
            trial.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof BlemishException refused) {
                throw refused;
            }
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED, "The model fails at a picture of its own size, so it is not used.", e);
        }
    }

    /** A detector may insist on the proportions of its training pictures, which noise does not have, and noise shows no part. */
    private static void check(final Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused
                && refused.reason().code() != ErrorCode.PICTURE_UNSUITABLE
                && refused.reason().code() != ErrorCode.PICTURE_NOT_ALIGNED) {
            throw refused.reason();
        }
    }

    /** Of the proportions that the model learned, which some insist on. All of a picture's tiles would take long. */
    private static Picture picture(final Model model) {
        return model.description().preprocessing().tiling().isPresent()
                ? noise(model)
                : model.check().map(model::checkPicture).orElseGet(() -> noise(model));
    }

    private static Picture noise(final Model model) {
        final Preprocessing preprocessing = model.description().preprocessing();
        final int side = preprocessing.tiling().map(Tiling::tile).orElse(preprocessing.size());
        final byte[] rgb = new byte[CHANNELS * side * side];
        new SplittableRandom(0).nextBytes(rgb);
        return Picture.of("trial", new RgbImage(side, side, rgb));
    }
}
