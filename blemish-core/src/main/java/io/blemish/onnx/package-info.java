/**
 * ONNX graphs and the runtime that runs them. This package is the only one that knows how an ONNX file is laid out:
 * a {@link io.blemish.onnx.GraphBuilder} writes a graph of {@link io.blemish.onnx.Node nodes} and
 * {@link io.blemish.onnx.Constant constants}, an {@link io.blemish.onnx.OnnxGraph} reads one, and cuts it to some of its
 * layers. {@link io.blemish.onnx.OnnxRuntime} starts ONNX Runtime.
 */
@NullMarked
package io.blemish.onnx;

import org.jspecify.annotations.NullMarked;
