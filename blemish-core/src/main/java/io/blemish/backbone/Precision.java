package io.blemish.backbone;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.blemish.onnx.NodeProto;

/** In what numbers a network's convolutions are computed. */
public enum Precision {
    /** In floats of 32 bits, as networks are published. */
    @JsonProperty("float32")
    FLOAT32,
    /** In integers of 8 bits: faster, less exact. */
    @JsonProperty("int8")
    INT8;

    /** The precision of a graph: integers where a value of it passes through them. */
    public static Precision of(final BackboneGraph graph) {
        return graph.model().getGraph().getNodeList().stream()
                        .map(NodeProto::getOpType)
                        .anyMatch("QuantizeLinear"::equals)
                ? INT8
                : FLOAT32;
    }
}
