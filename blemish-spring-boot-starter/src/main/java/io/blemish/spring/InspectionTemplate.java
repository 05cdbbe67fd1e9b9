package io.blemish.spring;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.model.Outcome;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;

/**
 * Judges pictures by the models of the properties, on the caller's thread: so many at once as {@code blemish.concurrency} says, and so
 * many wait as {@code blemish.queue} says. Safe for use by many threads.
 */
public final class InspectionTemplate {
    private final BlemishModels models;
    private final Turns turns;
    private final ImageDecoder decoder;
    private final InspectionMetrics metrics;

    InspectionTemplate(
            final BlemishModels models, final BlemishProperties properties, final InspectionMetrics metrics) {
        this.models = models;
        this.turns = new Turns(properties.atOnce(), properties.queue(), properties.deadline());
        this.decoder = new ImageDecoder(properties.maxPixels(), ImageDecoder.DEFAULT_MAX_BYTES);
        this.metrics = metrics;
        metrics.queue(turns::waiting, turns.queue());
    }

    /**
     * Judges a picture.
     *
     * @param model its name among the properties
     * @param picture a file, or what a client has sent ({@code MultipartFile.getResource()})
     * @return the verdict
     * @throws BlemishException if the picture cannot be read or judged
     * @throws InspectionRefusedException if there is no such model, it cannot be used, or too many pictures wait
     */
    public Prediction inspect(final String model, final Resource picture) {
        final String name = Optional.ofNullable(picture.getFilename()).orElse("picture");
        try (InputStream in = picture.getInputStream()) {
            return inspect(model, Picture.of(name, in));
        } catch (final IOException e) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, "Picture " + name + " cannot be read.", e);
        }
    }

    /**
     * Judges a picture.
     *
     * @param model its name among the properties
     * @param picture of at most {@code blemish.max-pixels}
     * @return the verdict
     * @throws BlemishException if the picture cannot be read or judged
     * @throws InspectionRefusedException if there is no such model, it cannot be used, or too many pictures wait
     */
    public Prediction inspect(final String model, final Picture picture) {
        final long begun = System.nanoTime();
        try (BorrowedModel borrowed = models.borrow(model)) {
            turns.take();
            try {
                return judge(borrowed, picture, begun);
            } finally {
                turns.end();
            }
        } catch (final BlemishException | InspectionRefusedException e) {
            metrics.refused(Problem.of(e));
            throw e;
        }
    }

    private Prediction judge(final BorrowedModel model, final Picture picture, final long begun) {
        final long turn = System.nanoTime();
        final RgbImage image = decoder.decode(picture);
        final long decoded = System.nanoTime();
        final Outcome outcome = model.model()
                .predict(List.of(Picture.of(picture.name(), image)))
                .get(0);
        final Prediction prediction = outcome.orElseThrow();
        outcome.stageTimes()
                .ifPresent(times -> metrics.stages(
                        turn - begun,
                        decoded - turn,
                        times.features(),
                        times.search() + times.map(),
                        System.nanoTime() - begun));
        metrics.verdict(model.name(), model.version(), prediction);
        return prediction;
    }
}
