package io.blemish.server.history;

import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A verdict as it is recorded.
 *
 * @param id an identifier from {@link VerdictIds}
 * @param model the model's name
 * @param version the model's version
 * @param name the sender's name for the picture
 * @param score the anomaly score, at least 0
 * @param threshold the picture is anomalous if its score is above this
 * @param reviewThreshold a person is to look at any other picture with a score above this; empty if there was no such threshold
 * @param pixelThreshold the regions are the parts of the map above this
 * @param anomalous whether the score is above the threshold
 * @param width the width of the upright picture, in pixels
 * @param height the height of the upright picture, in pixels
 * @param regions the anomalous parts of the picture, highest peak first
 * @param pictureSha256 the hash of the picture's bytes as they were sent
 * @param label a person's opinion of the verdict
 * @param shadow what the shadow of the model made of the picture; empty if there was none, or it missed the picture
 */
public record Verdict(
        String id,
        String model,
        String version,
        Optional<String> name,
        float score,
        float threshold,
        Optional<Float> reviewThreshold,
        float pixelThreshold,
        boolean anomalous,
        int width,
        int height,
        List<Region> regions,
        String pictureSha256,
        Optional<Label> label,
        Optional<ShadowResult> shadow) {
    /** Copies the list of regions. */
    public Verdict {
        regions = List.copyOf(regions);
    }

    /** A new verdict, without a label and not judged by a shadow yet. */
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
                prediction.reviewThreshold(),
                prediction.pixelThreshold(),
                prediction.anomalous(),
                prediction.width(),
                prediction.height(),
                prediction.regions(),
                pictureSha256,
                Optional.empty(),
                Optional.empty());
    }

    /** The decision. */
    public Decision verdict() {
        return anomalous ? Decision.DEFECT : Decision.of(score, threshold, reviewThreshold);
    }

    /** The time of the verdict, to the millisecond. */
    public Instant time() {
        return VerdictIds.time(id);
    }
}
