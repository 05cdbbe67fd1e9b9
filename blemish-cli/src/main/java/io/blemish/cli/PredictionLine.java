package io.blemish.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as {@code predict --json} prints it.
 *
 * @param path the picture as it was named
 * @param score how far it is from the normal
 * @param threshold it is anomalous where the score is above this
 * @param margin score minus threshold
 * @param anomalous the decision
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param regions where it is anomalous, in pixels of the picture
 * @param heatMap the heat map's file, where one was written
 * @param overlay the overlay's file, where one was written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictionLine(
        String path,
        float score,
        float threshold,
        float margin,
        boolean anomalous,
        int width,
        int height,
        List<Region> regions,
        @Nullable String heatMap,
        @Nullable String overlay) {
    static PredictionLine of(final Prediction prediction, final Optional<PredictionPictures> written) {
        return new PredictionLine(
                prediction.path(),
                prediction.score(),
                prediction.threshold(),
                prediction.margin(),
                prediction.anomalous(),
                prediction.width(),
                prediction.height(),
                prediction.regions(),
                written.map(pictures -> pictures.heatMap().toString()).orElse(null),
                written.map(pictures -> pictures.overlay().toString()).orElse(null));
    }
}
