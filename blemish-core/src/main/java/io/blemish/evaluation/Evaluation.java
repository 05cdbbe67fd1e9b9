package io.blemish.evaluation;

import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.SaturatedPro;
import io.blemish.model.ModelDescription;
import io.blemish.prediction.Calibration;
import java.util.List;
import java.util.Optional;

/**
 * How a model did on a labelled data set.
 *
 * @param model what the caller calls the model
 * @param dataset the data set's name
 * @param description all that made the model
 * @param calibration the model's thresholds
 * @param samples the pictures judged, in the data set's order
 * @param failures the pictures that could not be judged
 * @param warnings what a reader of the figures should know, each a sentence
 * @param image how well the scores tell defective pictures from good ones
 * @param imageAurocInterval 95% bootstrap interval of the image AUROC; empty where that is not defined
 * @param decisions right and wrong ones at the model's threshold
 * @param pixel how well the maps find the defects' pixels; empty where no mask is known
 * @param saturatedPro how well the maps find the drawn parts of defects; empty where the data set does not say how much
 *     of each must be found
 * @param timings how long it took
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
        Timings timings) {
    /** Copies the lists. */
    public Evaluation {
        samples = List.copyOf(samples);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }
}
