package io.blemish.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.evaluation.MetricsFile;
import org.jspecify.annotations.Nullable;

/**
 * How one method did. A figure that is not defined is null.
 *
 * @param key says what was run on what: results of the same key are of the same run
 * @param backbone the network's name
 * @param method as the user named it
 * @param failure a sentence that gives the reason why the method could not be run; null if it could
 * @param accuracy null where it could not be run
 * @param cost null where it could not be run
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Result(
        String key,
        String backbone,
        String method,
        @Nullable String failure,
        @Nullable Accuracy accuracy,
        @Nullable Cost cost) {
    /**
     * How well it tells defects from good parts.
     *
     * @param imageAuroc area under the ROC curve of the image scores
     * @param imageAurocLow lower end of its 95% interval
     * @param imageAurocHigh upper end of its 95% interval
     * @param pixelAuroc area under the ROC curve of the maps' values
     * @param aupro area under the PRO curve up to a false-positive rate of 0.3, divided by it
     * @param judged how many test pictures it could judge
     * @param failed how many it could not
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Accuracy(
            @Nullable Double imageAuroc,
            @Nullable Double imageAurocLow,
            @Nullable Double imageAurocHigh,
            @Nullable Double pixelAuroc,
            @Nullable Double aupro,
            long judged,
            int failed) {
        static Accuracy of(final MetricsFile metrics) {
            return new Accuracy(
                    metrics.imageAuroc(),
                    metrics.imageAurocLow(),
                    metrics.imageAurocHigh(),
                    metrics.pixelAuroc(),
                    metrics.aupro(),
                    metrics.counts().normal() + metrics.counts().anomalous(),
                    metrics.counts().failed());
        }
    }

    /**
     * What it takes. Times of a picture are medians over warm runs, one picture after the other; the parts' medians need
     * not add up to the total's.
     *
     * @param fitSeconds reading the training pictures, the network, the detector and the threshold
     * @param featureSeconds of these, reading the pictures and running the network, which all methods share
     * @param pictureMillis judging a picture that is in memory
     * @param backboneMillis of these, preprocessing and the network
     * @param searchMillis of these, patches and the detector
     * @param mapMillis of these, drawing the map and finding its regions
     * @param timed how many pictures the medians are of
     * @param modelBytes the model file's size
     * @param fitPeakBytes the most memory in use while it was fitted, see {@link Comparison}
     * @param judgePeakBytes the most memory in use while pictures were judged
     */
    public record Cost(
            double fitSeconds,
            double featureSeconds,
            double pictureMillis,
            double backboneMillis,
            double searchMillis,
            double mapMillis,
            int timed,
            long modelBytes,
            long fitPeakBytes,
            long judgePeakBytes) {
        /** {@return the most memory in use at all, in bytes: the larger of the two peaks} */
        public long peakBytes() {
            return Math.max(fitPeakBytes, judgePeakBytes);
        }
    }

    static Result failed(final String key, final String backbone, final String method, final String why) {
        return new Result(key, backbone, method, why, null, null);
    }
}
