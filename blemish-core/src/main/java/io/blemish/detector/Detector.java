package io.blemish.detector;

import io.blemish.backbone.PictureFeatures;

/** Turns what the networks extract from a picture into distances from the normal. Safe for use by many threads. */
public interface Detector extends AutoCloseable {
    /**
     * Scores one picture.
     *
     * @param features of the picture, by the networks and layers that the detector was trained on
     * @return the score of the picture and the distance of each patch from the normal
     * @throws io.blemish.BlemishException if the picture's grid of patches is not one that the detector can judge
     */
    PatchScores score(PictureFeatures features);

    @Override
    void close();
}
