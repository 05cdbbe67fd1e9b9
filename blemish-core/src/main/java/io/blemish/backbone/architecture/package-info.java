/**
 * torchvision's networks as ONNX graphs. Enter by {@link io.blemish.backbone.architecture.Architecture}: it joins a
 * network's plan with trained weights, folds batch normalisation where that changes nothing but rounding, and leaves out
 * whatever lies behind the last layer wanted.
 */
@NullMarked
package io.blemish.backbone.architecture;

import org.jspecify.annotations.NullMarked;
