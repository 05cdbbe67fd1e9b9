package io.blemish.server.history;

import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One verdict as it is remembered.
 *
 * @param id by {@link VerdictIds}
 * @param model the model's name
 * @param version the model's version
 * @param name what the sender called the picture
 * @param score how far the picture is from the normal
 * @param threshold it is anomalous where its score is above this
 * @param pixelThreshold regions are where the map is above this
 * @param anomalous the decision
 * @param width of the picture, upright, in pixels
 * @param height of the picture, upright, in pixels
 * @param regions where it is anomalous, highest peak first
 * @param pictureSha256 of the picture's bytes as they were sent
 * @param label what a person said of the verdict
 */
public record Verdict(
        String id,
        String model,
        String version,
        Optional<String> name,
        float score,
        float threshold,
        float pixelThreshold,
        boolean anomalous,
        int width,
        int height,
        List<Region> regions,
        String pictureSha256,
        Optional<Label> label) {
    /** Copies the list of regions. */
    public Verdict {
        regions = List.copyOf(regions);
    }

    /** A new verdict, without a label. */
    public static Verdict of(
            final String id,
            final String model,
            final String version,
            final Optional<String> name,
            final Prediction prediction,
            final String pictureSha256) {
        return new Verdict(
                id,
                model,
                version,
                name,
                prediction.score(),
                prediction.threshold(),
                prediction.pixelThreshold(),
                prediction.anomalous(),
                prediction.width(),
                prediction.height(),
                prediction.regions(),
                pictureSha256,
                Optional.empty());
    }

    /** When it was given. */
    public Instant time() {
        return VerdictIds.time(id);
    }
}
