package io.blemish.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Region;
import io.blemish.server.history.Label;
import io.blemish.server.history.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A verdict as JSON; {@code Prediction} in openapi.yaml.
 *
 * @param margin score minus threshold
 * @param reviewThreshold null if there was no such threshold
 * @param kept whether picture and map are still stored
 * @param shadow what the shadow of the model made of the picture, once it has judged it
 * @param timings only in the response to the request that sent the picture
 */
record PredictionResponse(
        String id,
        Instant time,
        String model,
        String version,
        Optional<String> name,
        float score,
        float threshold,
        Optional<Float> reviewThreshold,
        float margin,
        Decision verdict,
        boolean anomalous,
        int width,
        int height,
        float pixelThreshold,
        List<Region> regions,
        String pictureSha256,
        boolean kept,
        Optional<String> label,
        Optional<String> note,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ShadowVerdict> shadow,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Timings> timings) {
    /**
     * How long the parts of a request took, in milliseconds.
     *
     * @param queue until a worker was free
     * @param decode until the picture was decoded
     * @param network until its features were there
     * @param score until the verdict was there
     * @param record until it was in the history
     * @param total since the whole request was received
     */
    record Timings(double queue, double decode, double network, double score, double record, double total) {
        private static final double NANOS = 1e6;
        private static final double DIGITS = 1e3;

        static Timings of(final StageTimes stages, final long record, final long total) {
            return new Timings(
                    millis(stages.queue()),
                    millis(stages.decode()),
                    millis(stages.network()),
                    millis(stages.score()),
                    millis(record),
                    millis(total));
        }

        private static double millis(final long nanos) {
            return Math.round(nanos / NANOS * DIGITS) / DIGITS;
        }
    }

    static PredictionResponse of(final Verdict verdict, final boolean kept, final Optional<Timings> timings) {
        return new PredictionResponse(
                verdict.id(),
                verdict.time(),
                verdict.model(),
                verdict.version(),
                verdict.name(),
                verdict.score(),
                verdict.threshold(),
                verdict.reviewThreshold(),
                verdict.score() - verdict.threshold(),
                verdict.verdict(),
                verdict.anomalous(),
                verdict.width(),
                verdict.height(),
                verdict.pixelThreshold(),
                verdict.regions(),
                verdict.pictureSha256(),
                kept,
                verdict.label().map(Label::word),
                verdict.label().flatMap(Label::note),
                verdict.shadow().map(ShadowVerdict::of),
                timings);
    }
}
