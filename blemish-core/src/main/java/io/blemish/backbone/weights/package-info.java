/**
 * Trained weights, read from the files that people have: torchvision's {@code .pth} in both its forms,
 * {@code .safetensors} and ONNX. Enter by {@link io.blemish.backbone.weights.StateDict#open}. Nothing in a file is ever
 * run: the only things that it can make are tensors and plain values.
 */
@NullMarked
package io.blemish.backbone.weights;

import org.jspecify.annotations.NullMarked;
