package io.blemish.backbone.quantisation;

import io.blemish.onnx.Constant;
import io.blemish.onnx.DataType;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph in floats. It knows which of its nodes and values are to become bytes. */
final class FloatGraph {
    /** Operators that select some of their input's values, so that the bytes of their output mean the same. */
    private static final Set<String> SELECTIONS = Set.of("MaxPool");

    private static final Set<String> RECTIFIERS = Set.of("Relu", "Clip");

    private final OnnxGraph graph;
    private final List<Node> nodes;
    private final Map<String, Constant> constants = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();
    private final Set<String> outputs;
    private final Map<String, Activation> activations = new LinkedHashMap<>();

    FloatGraph(final OnnxGraph graph) {
        this.graph = graph;
        this.nodes = graph.nodes();
        this.outputs = new HashSet<>(graph.outputs());
        graph.constants().forEach(constant -> constants.put(constant.name(), constant));
        for (final Node node : nodes) {
            node.inputs()
                    .forEach(input -> readers.computeIfAbsent(input, name -> new ArrayList<>())
                            .add(node));
        }
        nodes.forEach(this::findActivations);
    }

    /** The graph itself. */
    OnnxGraph graph() {
        return graph;
    }

    /** Its nodes, each behind those whose values it reads. */
    List<Node> nodes() {
        return nodes;
    }

    /** Whether a node is computed on bytes. */
    boolean isQuantised(final Node node) {
        return isConvolution(node) || SELECTIONS.contains(node.operator());
    }

    /** Whether a node is a convolution whose weights, and bias if it has one, are constants in float. */
    boolean isConvolution(final Node node) {
        return node.operator().equals("Conv") && node.inputs().stream().skip(1).allMatch(this::isFloatConstant);
    }

    private boolean isFloatConstant(final String value) {
        return Optional.ofNullable(constants.get(value))
                .flatMap(Constant::type)
                .filter(DataType.FLOAT32::equals)
                .isPresent();
    }

    /**
     * A constant of the graph.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    Constant constant(final String name) {
        final Constant constant = constants.get(name);
        if (constant == null) {
            throw new IllegalArgumentException("no constant is called " + name);
        }
        return constant;
    }

    /** The values that become bytes, by name. */
    Map<String, Activation> activations() {
        return activations;
    }

    private void findActivations(final Node node) {
        if (isConvolution(node)) {
            final String input = node.inputs().get(0);
            activations.putIfAbsent(input, new Activation(input, false));
            final String given = rectified(node.outputs().get(0));
            activations.put(given, new Activation(given, true));
        } else if (SELECTIONS.contains(node.operator())) {
            final String input = node.inputs().get(0);
            final Activation read = activations.computeIfAbsent(input, name -> new Activation(input, false));
            activations.put(node.outputs().get(0), new Activation(read.ranged(), true));
        }
    }

    /** The output of the rectifier that reads a convolution's output, if nothing else reads that; else the output itself. */
    private String rectified(final String value) {
        final List<Node> next = readers.getOrDefault(value, List.of());
        final boolean alone = next.size() == 1 && !outputs.contains(value);
        return alone && RECTIFIERS.contains(next.get(0).operator())
                ? next.get(0).outputs().get(0)
                : value;
    }

    /**
     * A value that becomes bytes.
     *
     * @param ranged the value whose range its bytes have
     * @param computed whether it is computed as bytes, so that no node can read it in float
     */
    record Activation(String ranged, boolean computed) {}
}
