package io.blemish.detector;

import io.blemish.backbone.PictureFeatures;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.List;
import java.util.Optional;

/** Turns what the networks extract from a picture into distances from the normal. Safe for use by many threads. */
public interface Detector extends AutoCloseable {
    /**
     * Scores one picture.
     *
     * @param features of the picture, by the networks and layers that the detector was trained on
     * @return the score of the picture and the distance of each patch from the normal
     * @throws io.blemish.BlemishException if the picture's grid of patches is not one that the detector can judge
     */
    PatchScores score(PictureFeatures features);

    /**
     * Adds the nodes that score pictures as {@link #score} does.
     *
     * @param graph to which they are added
     * @param networks the feature maps of each network in the graph, in the order of its layers
     * @return the scores of the pictures and the distances of their patches
     * @throws io.blemish.BlemishException if the detector cannot be a part of a graph, or not of one for such pictures
     */
    GraphScores addTo(GraphAssembly graph, List<List<GridValue>> networks);

    /**
     * {@return where an entry of the memory bank comes from; empty if the detector does not know}
     *
     * @param entry its number, as {@link PatchScores#nearest} has it
     */
    default Optional<PatchSource> source(final int entry) {
        return Optional.empty();
    }

    @Override
    void close();
}
