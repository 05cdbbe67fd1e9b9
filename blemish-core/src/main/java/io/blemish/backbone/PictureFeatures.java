package io.blemish.backbone;

import io.blemish.image.Appearance;
import io.blemish.image.Size;
import java.util.List;

/**
 * The features of one picture.
 *
 * @param size of the picture as decoded
 * @param appearance of the networks' input
 * @param networks the feature maps of each network, in the order of its layers
 */
public record PictureFeatures(Size size, Appearance appearance, List<List<FeatureMap>> networks) {
    /**
     * Copies the lists.
     *
     * @param size width and height of the picture as decoded
     * @param appearance light, colour, focus and edges of the networks' input
     * @param networks the feature maps of each network, in the order of its layers; the lists are copied, the maps are not
     */
    public PictureFeatures {
        networks = networks.stream().map(List::copyOf).toList();
    }

    /**
     * {@return the feature maps of one network, in the order of its layers}
     *
     * @param number of the network, from 0
     */
    public List<FeatureMap> network(final int number) {
        return networks.get(number);
    }

    /**
     * {@return the features by one network alone}
     *
     * @param number of the network, from 0
     */
    public PictureFeatures only(final int number) {
        return new PictureFeatures(size, appearance, List.of(networks.get(number)));
    }
}
