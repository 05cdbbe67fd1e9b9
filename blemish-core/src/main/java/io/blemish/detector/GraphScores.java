package io.blemish.detector;

import io.blemish.onnx.GridValue;

/**
 * How far the patches of pictures are from the normal, as values of a graph.
 *
 * @param score of each picture, {@code [n]}
 * @param distances of each patch, {@code [n, 1, height, width]}
 */
public record GraphScores(String score, GridValue distances) {}
