package io.blemish.evaluation;

import io.blemish.alignment.Alignment;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import io.blemish.metric.PerImageOverlap;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.RegionIou;
import io.blemish.metric.SaturatedPro;
import io.blemish.model.ModelDescription;
import io.blemish.model.Thumbnails;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.Decision;
import java.util.List;
import java.util.Optional;

/**
 * How a model did on a labelled data set. The maps of its samples can be read until this is closed.
 *
 * @param model its name, as the caller gave it
 * @param dataset the data set's name
 * @param description all that made the model
 * @param calibration the model's thresholds
 * @param samples the pictures judged, in the data set's order
 * @param failures the pictures that could not be judged
 * @param warnings sentences that a reader of the figures should know
 * @param image how well the scores tell defective pictures from good ones
 * @param imageAurocInterval 95% bootstrap interval of the image AUROC; empty if that is not defined
 * @param decisions right and wrong ones at the model's threshold
 * @param pixel how well the maps find the defects' pixels; empty if no mask is known
 * @param saturatedPro how well the maps find the drawn parts of defects; empty if the data set does not say how much
 *     of each must be found
 * @param perImageOverlap how much of each single defect is found while hardly a normal pixel is marked; empty if no mask
 *     is known, or if the good pictures are too few for it
 * @param regionIou how well the marked regions have the outline of the true ones; empty if no mask is known
 * @param timings how long it took
 * @param thumbnails the model's small copies of its training pictures
 * @param alignment what brings pictures to the pose of a template; empty if they are judged as they are
 * @param maps the resource that holds the samples' maps; closed with this
 */
public record Evaluation(
        String model,
        String dataset,
        ModelDescription description,
        Calibration calibration,
        List<JudgedSample> samples,
        List<FailedSample> failures,
        List<String> warnings,
        ImageMetrics image,
        Optional<AurocInterval> imageAurocInterval,
        ConfusionCounts decisions,
        Optional<PixelMetrics> pixel,
        Optional<SaturatedPro> saturatedPro,
        Optional<PerImageOverlap> perImageOverlap,
        Optional<RegionIou> regionIou,
        Timings timings,
        Thumbnails thumbnails,
        Optional<Alignment> alignment,
        AutoCloseable maps)
        implements AutoCloseable {
    /**
     * Copies the lists.
     *
     * @param model the model's name, as the caller gave it
     * @param dataset the data set's name
     * @param description the description of all that made the model
     * @param calibration the model's thresholds
     * @param samples the pictures judged, in the data set's order; copied
     * @param failures the pictures that could not be judged; copied
     * @param warnings sentences that a reader of the figures should know; copied
     * @param image measures of how well the scores tell defective pictures from good ones
     * @param imageAurocInterval 95% bootstrap interval of the image AUROC; empty if that is not defined
     * @param decisions counts of right and wrong decisions at the model's threshold
     * @param pixel measures of how well the maps find the defects' pixels; empty if no mask is known
     * @param saturatedPro measures of how well the maps find the drawn parts of defects; empty if the data set does not say
     *     how much of each must be found
     * @param perImageOverlap measures of how much of each single defect is found while hardly a normal pixel is marked;
     *     empty if no mask is known, or if the good pictures are too few for it
     * @param regionIou measures of how well the marked regions have the outline of the true ones; empty if no mask is known
     * @param timings the time that the evaluation took
     * @param thumbnails the model's small copies of its training pictures
     * @param alignment what brings pictures to the pose of a template; empty if they are judged as they are
     * @param maps the resource that holds the samples' maps; closed with this
     */
    public Evaluation {
        samples = List.copyOf(samples);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    /**
     * Of a model that judges pictures as they are.
     *
     * @param model the model's name, as the caller gave it
     * @param dataset the data set's name
     * @param description the description of all that made the model
     * @param calibration the model's thresholds
     * @param samples the pictures judged, in the data set's order; copied
     * @param failures the pictures that could not be judged; copied
     * @param warnings sentences that a reader of the figures should know; copied
     * @param image measures of how well the scores tell defective pictures from good ones
     * @param imageAurocInterval 95% bootstrap interval of the image AUROC; empty if that is not defined
     * @param decisions counts of right and wrong decisions at the model's threshold
     * @param pixel measures of how well the maps find the defects' pixels; empty if no mask is known
     * @param saturatedPro measures of how well the maps find the drawn parts of defects; empty if the data set does not say
     *     how much of each must be found
     * @param perImageOverlap measures of how much of each single defect is found while hardly a normal pixel is marked;
     *     empty if no mask is known, or if the good pictures are too few for it
     * @param regionIou measures of how well the marked regions have the outline of the true ones; empty if no mask is known
     * @param timings the time that the evaluation took
     * @param thumbnails the model's small copies of its training pictures
     * @param maps the resource that holds the samples' maps; closed with this
     */
    public Evaluation(
            final String model,
            final String dataset,
            final ModelDescription description,
            final Calibration calibration,
            final List<JudgedSample> samples,
            final List<FailedSample> failures,
            final List<String> warnings,
            final ImageMetrics image,
            final Optional<AurocInterval> imageAurocInterval,
            final ConfusionCounts decisions,
            final Optional<PixelMetrics> pixel,
            final Optional<SaturatedPro> saturatedPro,
            final Optional<PerImageOverlap> perImageOverlap,
            final Optional<RegionIou> regionIou,
            final Timings timings,
            final Thumbnails thumbnails,
            final AutoCloseable maps) {
        this(
                model,
                dataset,
                description,
                calibration,
                samples,
                failures,
                warnings,
                image,
                imageAurocInterval,
                decisions,
                pixel,
                saturatedPro,
                perImageOverlap,
                regionIou,
                timings,
                thumbnails,
                Optional.empty(),
                maps);
    }

    /** {@return whether the model is of use, as far as these pictures tell} */
    public Judgement judgement() {
        final LabelledScores labelled = LabelledScores.of(samples);
        return Judgement.of(calibration, labelled.scores(), labelled.anomalous(), imageAurocInterval);
    }

    /**
     * {@return how many pictures a person is to look at}
     *
     * @param defective whether to count those with a defect or the good ones
     */
    public long toReview(final boolean defective) {
        return samples.stream()
                .filter(judged -> judged.anomalous() == defective)
                .filter(judged -> judged.prediction().verdict() == Decision.REVIEW)
                .count();
    }

    @Override
    public void close() {
        try {
            maps.close();
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException("the maps of an evaluation cannot be freed", e);
        }
    }
}
