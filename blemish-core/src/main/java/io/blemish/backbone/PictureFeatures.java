package io.blemish.backbone;

import io.blemish.image.Size;
import java.util.List;

/**
 * The features of one picture.
 *
 * @param size of the picture as decoded
 * @param networks the feature maps of each network, in the order of its layers
 */
public record PictureFeatures(Size size, List<List<FeatureMap>> networks) {
    /** Copies the lists. */
    public PictureFeatures {
        networks = networks.stream().map(List::copyOf).toList();
    }

    /**
     * The feature maps of one network, in the order of its layers.
     *
     * @param number of the network, from 0
     */
    public List<FeatureMap> network(final int number) {
        return networks.get(number);
    }

    /**
     * The features by one network alone.
     *
     * @param number of the network, from 0
     */
    public PictureFeatures only(final int number) {
        return new PictureFeatures(size, List.of(networks.get(number)));
    }
}
