package io.blemish.backbone.architecture;

import io.blemish.onnx.GraphProto;
import io.blemish.onnx.NodeProto;
import java.util.List;
import java.util.Map;

/** An operation without weights: all of it is its node. */
record Plain(NodeProto node) implements Step {
    @Override
    public List<String> inputs() {
        return node.getInputList();
    }

    @Override
    public String output() {
        return node.getOutput(0);
    }

    @Override
    public Map<String, List<Integer>> parameters() {
        return Map.of();
    }

    @Override
    public void addTo(final GraphProto.Builder graph, final Parameters weights) {
        graph.addNode(node);
    }
}
