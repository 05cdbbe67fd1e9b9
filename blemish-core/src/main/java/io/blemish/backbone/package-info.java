/** Pretrained networks: ONNX graphs with named layers, run by ONNX Runtime to feature maps. */
@NullMarked
package io.blemish.backbone;

import org.jspecify.annotations.NullMarked;
