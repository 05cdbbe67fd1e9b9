package io.blemish.backbone;

import io.blemish.image.Size;
import java.util.List;

/**
 * What the backbones say of one picture.
 *
 * @param size of the picture as decoded
 * @param layers its feature maps, in the order of the backbones and of their layers
 */
public record PictureFeatures(Size size, List<FeatureMap> layers) {
    /** Copies the list. */
    public PictureFeatures {
        layers = List.copyOf(layers);
    }
}
