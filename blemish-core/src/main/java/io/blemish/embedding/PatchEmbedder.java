package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns the feature maps of a picture into its patches. Immutable; safe for use by many threads. */
public sealed interface PatchEmbedder permits ChannelEmbedder, AdaptiveEmbedder, SubsetEmbedder {
    /**
     * {@return the embedder for a variant}
     *
     * @param embedding the variant
     */
    static PatchEmbedder of(final Embedding embedding) {
        return of(embedding, Optional.empty());
    }

    /**
     * {@return the embedder for a variant, for a caller that waits for one picture} The patches are the same, whatever the
     * threads.
     *
     * @param embedding the variant
     * @param workers threads to share a picture's channels among, if the variant can; not closed here
     */
    static PatchEmbedder of(final Embedding embedding, final Workers workers) {
        return of(embedding, Optional.of(workers));
    }

    private static PatchEmbedder of(final Embedding embedding, final Optional<Workers> workers) {
        if (embedding instanceof Embedding.Adaptive adaptive) {
            return new AdaptiveEmbedder(adaptive);
        }
        return new ChannelEmbedder(OptionalInt.of(embedding.patchSize()), workers);
    }

    /**
     * {@return an embedder that takes the layers as they are, not pooled: coarser ones upsampled bilinearly to the finest,
     * channels concatenated} SPADE compares these (Cohen and Hoshen, "Sub-Image Anomaly Detection with Deep Pyramid
     * Correspondences", section 3.4).
     */
    static PatchEmbedder pyramid() {
        return new ChannelEmbedder(OptionalInt.empty(), Optional.empty());
    }

    /**
     * {@return an embedder that takes some channels of the layers, not pooled; it brings coarser layers to the finest by
     * repeating the nearest value} This is what anomalib's PaDiM does.
     *
     * @param channels which, of all layers' channels one after the other, counted from 0
     */
    static PatchEmbedder subset(final int[] channels) {
        return new SubsetEmbedder(channels.clone());
    }

    /**
     * Embeds one picture.
     *
     * @param layers the picture's feature maps, in the order in which their values are to stand in a patch
     * @return patches on the grid of the finest layer
     */
    Patches embed(List<FeatureMap> layers);

    /**
     * Adds the nodes that embed pictures.
     *
     * @param graph to which they are added
     * @param layers the pictures' feature maps in the graph
     * @return the patches on the grid of the finest layer; a patch's values are its channels
     */
    GridValue embed(GraphAssembly graph, List<GridValue> layers);
}
