package io.blemish.model;

import io.blemish.detector.DetectorDescription;
import io.blemish.detector.PatchScores;
import io.blemish.image.Placement;
import io.blemish.prediction.MapRenderer;
import java.io.Serializable;

/**
 * What a threshold needs to know of a picture.
 *
 * @param score of the picture
 * @param peak the largest value of its anomaly map
 * @param typicalDistance the median distance of its patches
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // Javadoc asks for it
public record PictureScore(float score, float peak, float typicalDistance) implements Serializable {
    /**
     * {@return the scores of a picture, as a model states them}
     *
     * @param patches the scores of its patches
     * @param detector that scored them
     * @param placement of the picture in the network's input
     * @param renderer of the anomaly map
     */
    public static PictureScore of(
            final PatchScores patches,
            final DetectorDescription detector,
            final Placement placement,
            final MapRenderer renderer) {
        final float peak = renderer.render(patches, placement).peak();
        return new PictureScore(detector.pictureScore(patches, peak), peak, patches.typicalDistance());
    }
}
