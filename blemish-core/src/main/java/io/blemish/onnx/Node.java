package io.blemish.onnx;

import com.google.protobuf.ByteString;
import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.NodeProto;
import java.util.Arrays;
import java.util.List;

/** One operation of a graph: an operator, the values that it reads and gives, and its attributes. Immutable. */
public final class Node {
    private final NodeProto node;

    Node(final NodeProto node) {
        this.node = node;
    }

    /**
     * Makes a node without attributes. It has the name of its output.
     *
     * @param operator as ONNX calls it, {@code Conv}
     * @param output the value that it gives
     * @param inputs the values that it reads; an empty name leaves an optional input out
     */
    public Node(final String operator, final String output, final List<String> inputs) {
        this(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .build());
    }

    /**
     * Makes a node without attributes. It has the name of its output.
     *
     * @param operator as ONNX calls it, {@code Conv}
     * @param output the value that it gives
     * @param inputs the values that it reads; an empty name leaves an optional input out
     */
    public Node(final String operator, final String output, final String... inputs) {
        this(operator, output, List.of(inputs));
    }

    NodeProto proto() {
        return node;
    }

    /** Its name, by which a layer can be asked for; possibly empty. */
    public String name() {
        return node.getName();
    }

    /** Its operator, {@code Conv}. */
    public String operator() {
        return node.getOpType();
    }

    /** The values that it reads, in the operator's order. */
    public List<String> inputs() {
        return node.getInputList();
    }

    /** The values that it gives, in the operator's order. */
    public List<String> outputs() {
        return node.getOutputList();
    }

    /** The integers of an attribute that is a list of them; none if it has no such attribute. */
    public List<Long> integersOf(final String attribute) {
        return node.getAttributeList().stream()
                .filter(one -> one.getName().equals(attribute))
                .findFirst()
                .map(AttributeProto::getIntsList)
                .orElse(List.of());
    }

    /** The same node with another name. */
    public Node withName(final String name) {
        return new Node(node.toBuilder().setName(name).build());
    }

    /** The same node with an operator of another set than the standard's. */
    public Node withDomain(final String domain) {
        return new Node(node.toBuilder().setDomain(domain).build());
    }

    /** The same operation on other values. */
    public Node withInputs(final List<String> inputs) {
        return new Node(node.toBuilder().clearInput().addAllInput(inputs).build());
    }

    /** The same operation with other names of its results. */
    public Node withOutputs(final List<String> outputs) {
        return new Node(node.toBuilder().clearOutput().addAllOutput(outputs).build());
    }

    /** Adds an attribute that is an integer. */
    public Node integer(final String name, final long value) {
        return with(attribute(name, AttributeProto.AttributeType.INT).setI(value));
    }

    /** Adds an attribute that is a list of integers. */
    public Node integers(final String name, final long... values) {
        return with(attribute(name, AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList()));
    }

    /** Adds an attribute that is a float. */
    public Node number(final String name, final float value) {
        return with(attribute(name, AttributeProto.AttributeType.FLOAT).setF(value));
    }

    /** Adds an attribute that is a text. */
    public Node text(final String name, final String value) {
        return with(attribute(name, AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    private static AttributeProto.Builder attribute(final String name, final AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private Node with(final AttributeProto.Builder attribute) {
        return new Node(node.toBuilder().addAttribute(attribute).build());
    }
}
