package io.blemish.onnx;

import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.NodeProto;
import io.blemish.onnx.proto.TensorProto;
import io.blemish.onnx.proto.ValueInfoProto;
import java.util.Map;

/**
 * Names the values of a graph anew, so that it can stand beside others in one.
 *
 * @param prefix of all names but those that are replaced
 * @param replaced names that become others
 */
record Renaming(String prefix, Map<String, String> replaced) {
    /** A value's new name. An empty name stands for an input that is left out. */
    String of(final String name) {
        return name.isEmpty() ? name : replaced.getOrDefault(name, prefix + name);
    }

    /** A node that reads and gives the values under their new names. */
    Node of(final Node node) {
        return new Node(of(node.proto()));
    }

    private NodeProto of(final NodeProto node) {
        final NodeProto.Builder renamed = node.toBuilder().setName(of(node.getName()));
        renamed.clearInput().clearOutput().clearAttribute();
        node.getInputList().forEach(name -> renamed.addInput(of(name)));
        node.getOutputList().forEach(name -> renamed.addOutput(of(name)));
        node.getAttributeList().forEach(attribute -> renamed.addAttribute(of(attribute)));
        return renamed.build();
    }

    /** The branches of a node read values of the graph around them. */
    private AttributeProto of(final AttributeProto attribute) {
        return attribute.hasG()
                ? attribute.toBuilder().setG(of(attribute.getG())).build()
                : attribute;
    }

    private GraphProto of(final GraphProto graph) {
        final GraphProto.Builder renamed =
                graph.toBuilder().clearNode().clearInitializer().clearInput().clearOutput();
        graph.getNodeList().forEach(node -> renamed.addNode(of(node)));
        graph.getInitializerList().forEach(tensor -> renamed.addInitializer(of(tensor)));
        graph.getInputList().forEach(value -> renamed.addInput(of(value)));
        graph.getOutputList().forEach(value -> renamed.addOutput(of(value)));
        return renamed.clearValueInfo().build();
    }

    private TensorProto of(final TensorProto tensor) {
        return tensor.toBuilder().setName(of(tensor.getName())).build();
    }

    private ValueInfoProto of(final ValueInfoProto value) {
        return value.toBuilder().setName(of(value.getName())).build();
    }
}
