package io.blemish.export;

/**
 * How to write a model as a graph.
 *
 * @param pixels the form in which the graph takes pixels
 * @param half whether the weights of the networks and what the detector keeps are written in half precision, which halves the
 *     file; all is computed in single precision all the same
 */
public record ExportOptions(GraphPixels pixels, boolean half) {
    /** Bytes, and weights as the model has them. */
    public static final ExportOptions DEFAULT = new ExportOptions(GraphPixels.UINT8, false);
}
