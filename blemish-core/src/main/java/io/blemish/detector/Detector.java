package io.blemish.detector;

import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.Patches;
import java.util.List;

/** Turns the feature maps of a picture into distances from the normal. Safe for use by many threads. */
public sealed interface Detector extends AutoCloseable permits PatchCore, Padim, Spade {
    /**
     * Scores one picture.
     *
     * @param layers the picture's feature maps, in the order of the backbone's layers
     * @throws io.blemish.InputException where the picture's grid of patches is not one that the detector can judge
     */
    PatchScores score(List<FeatureMap> layers);

    /**
     * Scores a picture whose patches are already known.
     *
     * @param patches of one picture, embedded as the detector was told to
     * @throws io.blemish.InputException as above
     */
    PatchScores score(Patches patches);

    /**
     * A picture's score, once its map is drawn.
     *
     * @param patches what {@link #score(Patches)} said
     * @param peak the largest value of the picture's anomaly map
     */
    default float pictureScore(final PatchScores patches, final float peak) {
        return patches.score();
    }

    @Override
    void close();
}
