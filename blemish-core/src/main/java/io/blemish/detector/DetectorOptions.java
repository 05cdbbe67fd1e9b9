package io.blemish.detector;

import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.Embedding;
import java.util.List;
import java.util.Optional;

/** Says which detector to train, and how. Each detector has options of its own, whose defaults are those of its paper. */
public interface DetectorOptions {
    /** {@return the detector's name on the command line and in a model file} */
    String type();

    /** {@return a phrase that tells a person what is kept of the training pictures, and how} */
    String summary();

    /** {@return the layers that the detector's authors use of a residual network} */
    default List<String> defaultLayers() {
        return List.of("layer1", "layer2", "layer3");
    }

    /** {@return whether a model may hold several of these detectors, each on a network of its own} */
    default boolean severalNetworks() {
        return false;
    }

    /**
     * {@return whether the detector can be fitted to tiles of pictures: it compares patches wherever they lie, not pictures or
     *     places}
     */
    default boolean tiles() {
        return false;
    }

    /**
     * {@return whether the detector can learn from turned copies of pictures: it compares patches wherever they lie}
     */
    default boolean turns() {
        return tiles();
    }

    /**
     * {@return how feature maps become patches, if the trainer is a {@link io.blemish.detector.patchcore.BankTrainer}} Such a
     * detector can be fitted to patches that lie on other machines; empty if it cannot.
     */
    default Optional<Embedding> bankEmbedding() {
        return Optional.empty();
    }

    /**
     * {@return a trainer for one network}
     *
     * @param first the feature maps of one of the pictures
     * @param seed of everything that is drawn
     * @throws io.blemish.BlemishException if the network cannot give what the options ask for
     */
    DetectorTrainer trainer(List<FeatureMap> first, long seed);
}
