package io.blemish.backbone.architecture;

import io.blemish.onnx.GraphProto;
import java.util.List;
import java.util.Map;

/** One operation of a plan: it makes one feature map of others, perhaps with weights. */
interface Step {
    /** The feature maps that it reads. */
    List<String> inputs();

    /** The feature map that it makes. */
    String output();

    /** The tensors that it takes from the state dictionary, with their shapes. */
    Map<String, List<Integer>> parameters();

    /**
     * Adds its node and its constants to a graph.
     *
     * @param weights has {@link #parameters}, in these shapes
     */
    void addTo(GraphProto.Builder graph, Parameters weights);
}
