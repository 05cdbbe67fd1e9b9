/**
 * A model as one ONNX graph, from pixels to score, verdict and map, that any program runs without this library. What is written
 * is run and compared with the model first. Each part adds its nodes to the graph itself: embedders, detectors and the
 * {@link io.blemish.prediction.MapRenderer}.
 */
@NullMarked
package io.blemish.export;

import org.jspecify.annotations.NullMarked;
