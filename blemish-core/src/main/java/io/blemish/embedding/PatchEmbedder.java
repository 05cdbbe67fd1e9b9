package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import java.util.List;

/** Turns the feature maps of a picture into its patches. Immutable; safe for use by many threads. */
public sealed interface PatchEmbedder permits ChannelEmbedder, AdaptiveEmbedder {
    /**
     * The embedder for a variant.
     *
     * @param embedding the variant
     */
    static PatchEmbedder of(final Embedding embedding) {
        if (embedding instanceof Embedding.Adaptive adaptive) {
            return new AdaptiveEmbedder(adaptive);
        }
        return new ChannelEmbedder();
    }

    /**
     * Embeds one picture.
     *
     * @param layers the picture's feature maps, in the order in which their values are to stand in a patch
     * @return patches on the grid of the finest layer
     */
    Patches embed(List<FeatureMap> layers);
}
