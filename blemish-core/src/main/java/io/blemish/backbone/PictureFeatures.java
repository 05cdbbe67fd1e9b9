package io.blemish.backbone;

import io.blemish.alignment.Pose;
import io.blemish.image.Appearance;
import io.blemish.image.Size;
import java.util.List;
import java.util.Optional;

/**
 * The features of one picture.
 *
 * @param size of the picture as decoded
 * @param appearance of the networks' input
 * @param networks the feature maps of each network, in the order of its layers
 * @param pose that the part has in the picture, if the picture was brought to that of a template for the networks
 */
public record PictureFeatures(Size size, Appearance appearance, List<List<FeatureMap>> networks, Optional<Pose> pose) {
    /**
     * Copies the lists.
     *
     * @param size width and height of the picture as decoded
     * @param appearance light, colour, focus and edges of the networks' input
     * @param networks the feature maps of each network, in the order of its layers; the lists are copied, the maps are not
     * @param pose that the part has in the picture, if the picture was brought to that of a template for the networks
     */
    public PictureFeatures {
        networks = networks.stream().map(List::copyOf).toList();
    }

    /**
     * The features of a picture that went to the networks as it is.
     *
     * @param size width and height of the picture as decoded
     * @param appearance light, colour, focus and edges of the networks' input
     * @param networks the feature maps of each network, in the order of its layers; the lists are copied, the maps are not
     */
    public PictureFeatures(final Size size, final Appearance appearance, final List<List<FeatureMap>> networks) {
        this(size, appearance, networks, Optional.empty());
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
        return new PictureFeatures(size, appearance, List.of(networks.get(number)), pose);
    }
}
