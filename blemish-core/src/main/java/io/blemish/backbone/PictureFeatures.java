package io.blemish.backbone;

import io.blemish.image.Size;
import java.util.List;

/**
 * What a backbone says of one picture.
 *
 * @param size of the picture as decoded
 * @param layers its feature maps, in the order of the backbone's layers
 */
public record PictureFeatures(Size size, List<FeatureMap> layers) {
    /** Copies the list. */
    public PictureFeatures {
        layers = List.copyOf(layers);
    }
}
