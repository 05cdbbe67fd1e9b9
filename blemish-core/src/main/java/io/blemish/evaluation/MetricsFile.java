package io.blemish.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.F1Max;
import io.blemish.metric.PerImageOverlap;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.RegionIou;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code metrics.json}: the figures of an evaluation for other programs. A figure that is not defined is null.
 *
 * @param model its name, as the caller gave it
 * @param dataset the data set's name
 * @param imageAuroc area under the ROC curve of the image scores
 * @param imageAurocLow lower end of its 95% interval
 * @param imageAurocHigh upper end of its 95% interval
 * @param imageAp average precision of the image scores
 * @param imageF1Max largest F1 of the image scores
 * @param pixelAuroc area under the ROC curve of the map's values
 * @param pixelAp average precision of the map's values
 * @param pixelF1Max largest F1 of the map's values
 * @param aupro area under the PRO curve up to a false-positive rate of 0.3, divided by it
 * @param auspro area under the saturated PRO curve up to a false-positive rate of 0.05, divided by it; where the data set
 *     says how much of each part must be found
 * @param ausproWide the same up to 0.3
 * @param aupimo mean over the defective pictures of the area under the PIMO curve between false-positive rates of 1e-5 and
 *     1e-4; null as well if the good pictures are too few for it
 * @param regionIou mean over the true regions of the best IoU with a region that is marked at the threshold
 * @param regionIouMax the highest such mean over many thresholds
 * @param threshold a picture is anomalous where its score is above this
 * @param review what a person is to look at; null if there is no threshold for it
 * @param counts of pictures
 * @param judgement whether the model is of use; null in files of earlier versions
 * @param times of the evaluation
 * @param warnings sentences that a reader of the figures should know
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MetricsFile(
        String model,
        String dataset,
        @Nullable Double imageAuroc,
        @Nullable Double imageAurocLow,
        @Nullable Double imageAurocHigh,
        @Nullable Double imageAp,
        @Nullable Double imageF1Max,
        @Nullable Double pixelAuroc,
        @Nullable Double pixelAp,
        @Nullable Double pixelF1Max,
        @Nullable Double aupro,
        @Nullable Double auspro,
        @Nullable Double ausproWide,
        @Nullable Double aupimo,
        @Nullable Double regionIou,
        @Nullable Double regionIouMax,
        float threshold,
        @Nullable Review review,
        Counts counts,
        @Nullable Judgement judgement,
        Times times,
        List<String> warnings) {
    /**
     * Counts of pictures.
     *
     * @param normal good pictures judged
     * @param anomalous defective pictures judged
     * @param failed pictures that could not be judged
     * @param truePositives defective and judged so
     * @param falsePositives false alarms
     * @param trueNegatives good and judged so
     * @param falseNegatives misses
     */
    public record Counts(
            long normal,
            long anomalous,
            int failed,
            long truePositives,
            long falsePositives,
            long trueNegatives,
            long falseNegatives) {}

    /**
     * The pictures that a person is to look at.
     *
     * @param threshold their scores are above this
     * @param anomalous how many of the misses are among them
     * @param normal how many of the good pictures that raise no false alarm are among them
     */
    public record Review(float threshold, long anomalous, long normal) {}

    /**
     * How long the evaluation took.
     *
     * @param seconds of judging all pictures
     * @param picturesPerSecond over all threads
     * @param threads that worked
     */
    public record Times(double seconds, double picturesPerSecond, int threads) {}

    /**
     * {@return the figures of an evaluation}
     *
     * @param evaluation the evaluation to take the figures from
     */
    public static MetricsFile of(final Evaluation evaluation) {
        final ConfusionCounts decisions = evaluation.decisions();
        final Optional<PixelMetrics> pixel = evaluation.pixel();
        final Optional<AurocInterval> interval = evaluation.imageAurocInterval();
        return new MetricsFile(
                evaluation.model(),
                evaluation.dataset(),
                orNull(evaluation.image().auroc()),
                interval.map(AurocInterval::low).orElse(null),
                interval.map(AurocInterval::high).orElse(null),
                orNull(evaluation.image().averagePrecision()),
                evaluation.image().f1Max().map(F1Max::value).orElse(null),
                pixel.map(p -> orNull(p.auroc())).orElse(null),
                pixel.map(p -> orNull(p.averagePrecision())).orElse(null),
                pixel.flatMap(PixelMetrics::f1Max).map(F1Max::value).orElse(null),
                pixel.map(p -> orNull(p.aupro())).orElse(null),
                evaluation.saturatedPro().map(p -> orNull(p.auspro())).orElse(null),
                evaluation.saturatedPro().map(p -> orNull(p.ausproWide())).orElse(null),
                evaluation.perImageOverlap().map(PerImageOverlap::mean).orElse(null),
                evaluation.regionIou().map(RegionIou::atThreshold).orElse(null),
                evaluation.regionIou().map(iou -> iou.best().iou()).orElse(null),
                evaluation.calibration().threshold(),
                evaluation
                        .calibration()
                        .reviewThreshold()
                        .map(review -> new Review(review, evaluation.toReview(true), evaluation.toReview(false)))
                        .orElse(null),
                new Counts(
                        evaluation.image().good(),
                        evaluation.image().anomalous(),
                        evaluation.failures().size(),
                        decisions.truePositives(),
                        decisions.falsePositives(),
                        decisions.trueNegatives(),
                        decisions.falseNegatives()),
                evaluation.judgement(),
                new Times(
                        evaluation.timings().seconds(),
                        evaluation.timings().picturesPerSecond(),
                        evaluation.timings().threads()),
                evaluation.warnings());
    }

    /**
     * Writes the figures.
     *
     * @param file replaced in one step where it exists
     */
    public void write(final Path file) {
        AtomicFile.write(file, path -> Files.write(path, Json.document(this)));
    }

    /**
     * Reads figures that were written.
     *
     * @param file the JSON file
     * @return the figures that were written
     * @throws BlemishException if the file is not there or holds something else
     */
    public static MetricsFile read(final Path file) {
        try {
            return Json.read(Files.readAllBytes(file), MetricsFile.class, file.toString());
        } catch (final IOException e) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static @Nullable Double orNull(final OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
