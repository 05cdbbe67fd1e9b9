package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import io.blemish.onnx.Node;
import java.util.List;
import java.util.Map;

/** One operation of a {@link Plan}: it makes one feature map from others. Some operations have weights. */
interface Operation {
    /** The names of the feature maps that it reads. */
    List<String> inputs();

    /** The name of the feature map that it makes. */
    String output();

    /** The tensors that it takes from the state dictionary, with their shapes. */
    Map<String, List<Integer>> parameters();

    /** Its node, which reads {@link #inputs} and then {@link #constants}. */
    Node node();

    /**
     * Its weights as the graph stores them.
     *
     * @param weights has {@link #parameters}, in these shapes
     */
    List<Constant> constants(Parameters weights);
}
