/**
 * Trained weights, read from the files in which they are published: torchvision's {@code .pth} in both its forms,
 * {@code .safetensors} and ONNX. Begin with {@link io.blemish.backbone.weights.StateDict#open}. Nothing in a file is ever
 * run: it can make tensors and plain values, and nothing else.
 */
@NullMarked
package io.blemish.backbone.weights;

import org.jspecify.annotations.NullMarked;
