package io.blemish.detector;

import io.blemish.backbone.PictureFeatures;
import java.util.Optional;

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

    /**
     * {@return where an entry of the memory bank comes from; empty if the detector does not know}
     *
     * @param entry its number, as {@link PatchScores#nearest} has it
     */
    default Optional<PatchSource> source(final int entry) {
        return Optional.empty();
    }

    @Override
    void close();
}
