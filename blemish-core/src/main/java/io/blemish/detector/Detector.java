package io.blemish.detector;

import io.blemish.backbone.FeatureMap;
import java.util.List;

/** Turns the feature maps of a picture into distances from the normal. Safe for use by many threads. */
public sealed interface Detector extends AutoCloseable permits PatchCore {
    /**
     * Scores one picture.
     *
     * @param layers the picture's feature maps, in the order of the backbone's layers
     */
    PatchScores score(List<FeatureMap> layers);

    @Override
    void close();
}
