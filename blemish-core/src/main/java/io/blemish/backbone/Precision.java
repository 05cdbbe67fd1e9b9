package io.blemish.backbone;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The type of the numbers in which a network's convolutions are computed. */
public enum Precision {
    /** Floats of 32 bits, as networks are published. */
    @JsonProperty("float32")
    FLOAT32,
    /** Floats of 32 bits of which the processor multiplies the upper 16: faster where it has units for that, less exact. */
    @JsonProperty("bfloat16")
    BFLOAT16,
    /** Integers of 8 bits: faster, less exact. */
    @JsonProperty("int8")
    INT8;

    /**
     * {@return the precision of a graph: integers if any of its values are turned into integers}
     *
     * @param graph the graph of the network
     */
    public static Precision of(final BackboneGraph graph) {
        return graph.graph().nodes().stream().anyMatch(node -> node.operator().equals("QuantizeLinear"))
                ? INT8
                : FLOAT32;
    }
}
