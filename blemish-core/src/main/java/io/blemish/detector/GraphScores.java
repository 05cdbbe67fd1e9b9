package io.blemish.detector;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.onnx.GridValue;

/**
 * How far the patches of pictures are from the normal, as values of a graph.
 *
 * @param score of each picture, {@code [n]}
 * @param distances of each patch, {@code [n, 1, height, width]}
 */
public record GraphScores(String score, GridValue distances) {
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
