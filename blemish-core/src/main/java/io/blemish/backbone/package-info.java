/** Pretrained networks: ONNX graphs with named feature maps, run by ONNX Runtime. */
@NullMarked
package io.blemish.backbone;

import org.jspecify.annotations.NullMarked;
