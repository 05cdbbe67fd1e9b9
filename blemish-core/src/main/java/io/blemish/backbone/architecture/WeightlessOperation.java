package io.blemish.backbone.architecture;

import io.blemish.onnx.Constant;
import io.blemish.onnx.Node;
import java.util.List;
import java.util.Map;

/** An operation without weights, such as an activation or a pooling: its node is all that there is of it. */
record WeightlessOperation(Node node) implements Operation {
    @Override
    public List<String> inputs() {
        return node.inputs();
    }

    @Override
    public String output() {
        return node.outputs().get(0);
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        return Map.of();
    }

    @Override
    public List<Constant> constants(final Parameters weights) {
        return List.of();
    }
}
