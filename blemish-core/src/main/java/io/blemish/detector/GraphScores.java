package io.blemish.detector;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.onnx.GridValue;
import java.util.Optional;

/**
 * How far the patches of pictures are from the normal, as values of a graph.
 *
 * @param score of each picture, {@code [n]}
 * @param distances of each patch, {@code [n, 1, height, width]}
 * @param nearest for each patch the numbers of the entries of the memory bank nearest to it, the nearest first, {@code int64 [n *
 *     height * width, entries]}; empty if the detector keeps no patches or is an ensemble
 */
public record GraphScores(String score, GridValue distances, Optional<String> nearest) {
    /**
     * The scores by a detector that keeps no patches.
     *
     * @param score of each picture, {@code [n]}
     * @param distances of each patch, {@code [n, 1, height, width]}
     */
    public GraphScores(final String score, final GridValue distances) {
        this(score, distances, Optional.empty());
    }

    /**
     * {@return what refuses to make a graph of a detector that compares each picture with patches chosen for it}
     *
     * @param type the detector's name
     */
    public static ModelException ofNoGraph(final String type) {
        return new ModelException(
                ErrorCode.MODEL_NOT_EXPORTABLE,
                "A model of the detector '" + type
                        + "' cannot be written as one graph: it compares each picture with other patches. Fit with another detector.");
    }
}
