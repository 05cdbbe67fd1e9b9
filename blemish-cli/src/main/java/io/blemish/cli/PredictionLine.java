package io.blemish.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as {@code predict --json} prints it.
 *
 * @param path the picture, as it was named
 * @param score how far the picture is from the normal
 * @param threshold the picture is anomalous if the score is above it
 * @param reviewThreshold a person is to look at any other picture with a score above this, if there is such a threshold
 * @param margin the score minus the threshold
 * @param verdict the decision: {@code ok}, {@code review} or {@code defect}
 * @param anomalous whether the score is above the threshold
 * @param width the width of the picture, in pixels
 * @param height the height of the picture, in pixels
 * @param regions where it is anomalous, in pixels of the picture
 * @param heatMap the file of the heat map, if one was written
 * @param overlay the file of the overlay, if one was written
 * @param evidence the file of the clearest region beside the normal patch that it was compared with, if one was written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictionLine(
        String path,
        float score,
        float threshold,
        @Nullable Float reviewThreshold,
        float margin,
        Decision verdict,
        boolean anomalous,
        int width,
        int height,
        List<Region> regions,
        @Nullable String heatMap,
        @Nullable String overlay,
        @Nullable String evidence) {
    static PredictionLine of(final Prediction prediction, final Optional<PredictionPictures> written) {
        return new PredictionLine(
                prediction.name(),
                prediction.score(),
                prediction.threshold(),
                prediction.reviewThreshold().orElse(null),
                prediction.margin(),
                prediction.verdict(),
                prediction.anomalous(),
                prediction.width(),
                prediction.height(),
                prediction.regions(),
                written.map(pictures -> pictures.heatMap().toString()).orElse(null),
                written.map(pictures -> pictures.overlay().toString()).orElse(null),
                written.flatMap(PredictionPictures::evidence)
                        .map(Path::toString)
                        .orElse(null));
    }
}
