package io.blemish.prediction;

import java.util.List;

/**
 * The verdict on one picture.
 *
 * @param path the picture as the caller named it
 * @param width of the picture as given, in pixels, after its EXIF orientation
 * @param height of the picture as given, in pixels, after its EXIF orientation
 * @param score how far the picture is from the normal, at least 0
 * @param threshold a picture is anomalous where its score is above this
 * @param anomalous the decision
 * @param pixelThreshold regions are where the map is above this
 * @param regions where the map is above its threshold, highest peak first; none for a picture judged normal
 * @param map the anomaly map
 */
public record Prediction(
        String path,
        int width,
        int height,
        float score,
        float threshold,
        boolean anomalous,
        float pixelThreshold,
        List<Region> regions,
        AnomalyMap map) {
    /** Copies the list of regions. */
    public Prediction {
        regions = List.copyOf(regions);
    }

    /** How far the score is above the threshold; negative for a picture judged normal. */
    public float margin() {
        return score - threshold;
    }
}
