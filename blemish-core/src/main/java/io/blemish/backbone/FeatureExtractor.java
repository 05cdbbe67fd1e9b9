package io.blemish.backbone;

import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.List;

/**
 * From a picture to its feature maps. Safe for use by many threads.
 *
 * @param preprocessing from the picture to the network's input
 * @param backbone the network
 */
public record FeatureExtractor(Preprocessing preprocessing, Backbone backbone) {
    /**
     * The feature maps of one picture, in the order of the backbone's layers.
     *
     * @param picture of any size
     */
    public List<FeatureMap> extract(final RgbImage picture) {
        final Size input = preprocessing.outputSize(new Size(picture.width(), picture.height()));
        return backbone.run(preprocessing.apply(picture), 1, input.height(), input.width())
                .get(0);
    }
}
