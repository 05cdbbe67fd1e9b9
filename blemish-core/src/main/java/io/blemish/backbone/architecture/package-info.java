/**
 * torchvision's networks and the vision transformers of DINOv2 and DINOv3 as ONNX graphs. Begin with {@link
 * io.blemish.backbone.architecture.Architecture}: it joins a network's plan with trained weights, folds a batch
 * normalisation into a convolution if that changes nothing but rounding, and leaves out all operations behind the last
 * layer that is wanted.
 */
@NullMarked
package io.blemish.backbone.architecture;

import org.jspecify.annotations.NullMarked;
