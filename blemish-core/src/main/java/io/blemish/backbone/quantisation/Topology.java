package io.blemish.backbone.quantisation;

import io.blemish.onnx.GraphProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which node of a graph reads what, and which of its values are to become bytes. */
final class Topology {
    /** What passes values on as they are, so that its output's bytes mean the same as its input's. */
    private static final Set<String> SELECTIONS = Set.of("MaxPool");

    private static final Set<String> RECTIFIERS = Set.of("Relu", "Clip");

    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final Map<String, Activation> activations = new LinkedHashMap<>();

    Topology(final GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (final NodeProto node : graph.getNodeList()) {
            node.getInputList()
                    .forEach(input -> readers.computeIfAbsent(input, name -> new ArrayList<>())
                            .add(node));
        }
        graph.getOutputList().stream().map(ValueInfoProto::getName).forEach(outputs::add);
        graph.getNodeList().forEach(this::findActivations);
    }

    /** Whether a node is computed on bytes. */
    boolean quantised(final NodeProto node) {
        return isConvolution(node) || SELECTIONS.contains(node.getOpType());
    }

    /** Whether a node is a convolution whose weights, and bias where it has one, are constants in float. */
    boolean isConvolution(final NodeProto node) {
        return node.getOpType().equals("Conv")
                && node.getInputList().stream().skip(1).allMatch(name -> {
                    final TensorProto constant = constants.get(name);
                    return constant != null && constant.getDataType() == TensorProto.DataType.FLOAT_VALUE;
                });
    }

    /** A constant of the graph. */
    TensorProto constant(final String name) {
        final TensorProto constant = constants.get(name);
        if (constant == null) {
            throw new IllegalArgumentException("no constant is called " + name);
        }
        return constant;
    }

    /** The values that become bytes, by name. */
    Map<String, Activation> activations() {
        return activations;
    }

    private void findActivations(final NodeProto node) {
        if (isConvolution(node)) {
            final String input = node.getInput(0);
            activations.putIfAbsent(input, new Activation(input, false));
            final String given = rectified(node.getOutput(0));
            activations.put(given, new Activation(given, true));
        } else if (SELECTIONS.contains(node.getOpType())) {
            final String input = node.getInput(0);
            final Activation read = activations.computeIfAbsent(input, name -> new Activation(input, false));
            activations.put(node.getOutput(0), new Activation(read.ranged(), true));
        }
    }

    /** What is left of a convolution's output when a rectifier that alone reads it has seen to it. */
    private String rectified(final String value) {
        final List<NodeProto> next = readers.getOrDefault(value, List.of());
        final boolean alone = next.size() == 1 && !outputs.contains(value);
        return alone && RECTIFIERS.contains(next.get(0).getOpType())
                ? next.get(0).getOutput(0)
                : value;
    }

    /**
     * A value that becomes bytes.
     *
     * @param ranged the value whose range its bytes have
     * @param computed whether it is computed as bytes, so that the value in float is there for nobody
     */
    record Activation(String ranged, boolean computed) {}
}
