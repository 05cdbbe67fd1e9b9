package io.blemish.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.artifact.Json;
import io.blemish.image.RgbImage;
import io.blemish.prediction.drawing.HeatMap;
import io.blemish.prediction.drawing.Overlay;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on one picture.
 *
 * @param name the picture as the caller named it
 * @param width of the picture as given, in pixels, after its EXIF orientation
 * @param height of the picture as given, in pixels, after its EXIF orientation
 * @param score how far the picture is from the normal, at least 0
 * @param threshold a picture is anomalous if its score is above this
 * @param reviewThreshold a person is to look at any other picture with a score above this; empty if there is no such threshold
 * @param anomalous whether the score is above the threshold
 * @param pixelThreshold regions are where the map is above this; lower for a picture that a person is to look at
 * @param regions where the map is above its threshold, highest peak first; none for a picture judged normal
 * @param map the anomaly map
 */
public record Prediction(
        String name,
        int width,
        int height,
        float score,
        float threshold,
        Optional<Float> reviewThreshold,
        boolean anomalous,
        float pixelThreshold,
        List<Region> regions,
        AnomalyMap map) {
    /**
     * Copies the list of regions.
     *
     * @param name the name of the picture as the caller gave it
     * @param width width of the picture as given, in pixels, after its EXIF orientation
     * @param height height of the picture as given, in pixels, after its EXIF orientation
     * @param score distance of the picture from the normal, at least 0
     * @param threshold the threshold of the score: a picture is anomalous if its score is above this
     * @param reviewThreshold the threshold above which a person is to look at a picture that is not anomalous, if there is one
     * @param anomalous whether the score is above the threshold
     * @param pixelThreshold the threshold of the map: regions are where it is above this
     * @param regions the regions where the map is above its threshold, highest peak first; none for a picture judged normal;
     *     copied
     * @param map the anomaly map
     */
    public Prediction {
        regions = List.copyOf(regions);
    }

    /**
     * {@return the same verdict with its map in another place}
     *
     * @param value the map with the same values
     */
    public Prediction withMap(final AnomalyMap value) {
        return new Prediction(
                name, width, height, score, threshold, reviewThreshold, anomalous, pixelThreshold, regions, value);
    }

    /**
     * {@return the same picture judged by other thresholds, as the model with these would} Its regions are without evidence,
     * which only the model can give.
     *
     * @param calibration of the model that judged the picture, at another limit or threshold
     */
    public Prediction at(final Calibration calibration) {
        final Decision decision = calibration.decide(score);
        return at(
                calibration.threshold(), calibration.reviewThreshold(), decision, calibration.pixelThreshold(decision));
    }

    /**
     * {@return the same picture judged by another threshold, without a person's look} Regions are where the map is above its
     * threshold, which moves in the same proportion; they are without evidence, which only the model can give.
     *
     * @param value a picture is anomalous if its score is above this, at least 0
     * @throws IllegalArgumentException if it is not a number or below 0
     */
    public Prediction at(final float value) {
        if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a threshold must be at least 0, not " + value);
        }
        final float own = verdict() == Decision.REVIEW ? reviewThreshold.orElse(threshold) : threshold;
        return at(
                value,
                Optional.empty(),
                Decision.of(score, value, Optional.empty()),
                own > 0 ? pixelThreshold * (value / own) : pixelThreshold);
    }

    private Prediction at(
            final float value, final Optional<Float> review, final Decision decision, final float pixels) {
        return new Prediction(
                name,
                width,
                height,
                score,
                value,
                review,
                decision == Decision.DEFECT,
                pixels,
                decision == Decision.OK ? List.of() : Regions.above(map, pixels),
                map);
    }

    /** {@return the decision: whether the picture shows a defect, or a person is to look at it} */
    public Decision verdict() {
        return anomalous ? Decision.DEFECT : Decision.of(score, threshold, reviewThreshold);
    }

    /** {@return how far the score is above the threshold; 0 or negative for a picture judged normal} */
    public float margin() {
        return score - threshold;
    }

    /** {@return the map as a heat map in the picture's own size; {@link HeatMap} says what the colours mean} */
    public BufferedImage heatMap() {
        return HeatMap.of(this).toBufferedImage();
    }

    /**
     * {@return the map laid over the picture, with the regions outlined}
     *
     * @param picture the picture that was judged, or a scaled copy of it
     */
    public BufferedImage overlay(final RgbImage picture) {
        return Overlay.of(picture, this).toBufferedImage();
    }

    /** {@return all but the map as one line of JSON, with {@code snake_case} names} */
    public String toJson() {
        return Json.line(new Line(
                name,
                width,
                height,
                score,
                threshold,
                reviewThreshold,
                margin(),
                verdict(),
                anomalous,
                pixelThreshold,
                regions));
    }

    private record Line(
            String name,
            int width,
            int height,
            float score,
            float threshold,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Float> reviewThreshold,
            float margin,
            Decision verdict,
            boolean anomalous,
            float pixelThreshold,
            List<Region> regions) {}
}
