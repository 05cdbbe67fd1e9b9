package io.blemish.backbone.quantisation;

import io.blemish.onnx.Constant;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a graph in floats again, with its activations and weights as bytes. Each value that becomes bytes passes through
 * a {@code QuantizeLinear} and a {@code DequantizeLinear}, which a runtime merges with the operation between them; a
 * runtime that does not merge them computes the same in floats. So the result is plain ONNX.
 */
final class ByteGraph {
    private static final String BYTES = "/bytes";
    private static final String BACK = "/back";
    private static final String EXACT = "/exact";
    private static final String SCALE = "/scale";
    private static final String ZERO_POINT = "/zero_point";
    private static final String WEIGHTS = "/weights";
    private static final String BIAS = "/bias";

    /** ONNX's operator from bytes to floats. */
    private static final String DEQUANTIZE = "DequantizeLinear";

    private final FloatGraph source;
    private final ActivationRanges ranges;
    private final GraphBuilder graph;
    private final Map<String, String> renamed = new HashMap<>();

    /** The names of all values that a node of the new graph reads. */
    private final Set<String> read = new HashSet<>();

    private ByteGraph(final FloatGraph source, final ActivationRanges ranges) {
        this.source = source;
        this.ranges = ranges;
        this.graph = source.graph().toBuilder().withoutNodes().withoutConstants();
    }

    /**
     * Writes a graph.
     *
     * @param source the graph in floats, of operator set 13 or newer
     * @param ranges of its activations
     */
    static OnnxGraph of(final FloatGraph source, final ActivationRanges ranges) {
        final ByteGraph bytes = new ByteGraph(source, ranges);
        bytes.renameOutputs();
        source.graph().inputs().forEach(bytes::round);
        source.nodes().forEach(bytes::convert);
        bytes.addConstants();
        return bytes.graph.build();
    }

    /** An output that is computed as bytes is the value that comes back from them, so the exact value is renamed. */
    private void renameOutputs() {
        source.graph().outputs().stream()
                .filter(name ->
                        activation(name).filter(FloatGraph.Activation::computed).isPresent())
                .forEach(name -> renamed.put(name, name + EXACT));
    }

    private Optional<FloatGraph.Activation> activation(final String value) {
        return Optional.ofNullable(source.activations().get(value));
    }

    private void convert(final Node node) {
        final boolean bytes = source.isQuantised(node);
        final List<String> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(inputName(input, bytes)));
        if (source.isConvolution(node)) {
            roundWeights(node, inputs);
        }
        final Node converted = node.withInputs(inputs)
                .withOutputs(node.outputs().stream().map(this::exact).toList());
        // The node that gives the output has the output's name, and names are unique.
        add(renamed.containsKey(node.name()) ? converted.withName(exact(node.name())) : converted);
        node.outputs().forEach(this::round);
    }

    private String exact(final String value) {
        return renamed.getOrDefault(value, value);
    }

    private void add(final Node node) {
        graph.node(node);
        read.addAll(node.inputs());
    }

    /** The name under which a node reads a value: if it can, it reads the float as it was computed. */
    private String inputName(final String value, final boolean bytes) {
        return activation(value)
                .filter(activation -> bytes || activation.computed())
                .map(activation -> back(value))
                .orElse(value);
    }

    private String back(final String value) {
        return renamed.containsKey(value) ? value : value + BACK;
    }

    /** Lets a value that becomes bytes pass through them. */
    private void round(final String value) {
        final Optional<FloatGraph.Activation> activation = activation(value);
        if (activation.isEmpty()) {
            return;
        }
        final ActivationRange range = ranges.of(activation.get().ranged());
        final String scale = value + SCALE;
        final String zeroPoint = value + ZERO_POINT;
        graph.constant(Constant.floats(scale, List.of(), range.scale()));
        graph.constant(Constant.unsignedByte(zeroPoint, range.zeroPoint()));
        add(new Node("QuantizeLinear", value + BYTES, exact(value), scale, zeroPoint));
        add(new Node(DEQUANTIZE, back(value), value + BYTES, scale, zeroPoint));
    }

    /**
     * Adds a convolution's weights and bias as integers.
     *
     * @param node in floats
     * @param inputs of the node in bytes; those for weights and bias are replaced
     */
    private void roundWeights(final Node node, final List<String> inputs) {
        final String name = node.outputs().get(0);
        final Constant weights = source.constant(node.inputs().get(1));
        final long count = weights.shape().get(0);
        final List<Long> channels = List.of(count);
        final boolean biased = inputs.size() > 2;
        final float[] bias =
                biased ? source.constant(node.inputs().get(2)).floats() : new float[Math.toIntExact(count)];
        final float inputScale = ranges.of(
                        activation(node.inputs().get(0)).orElseThrow().ranged())
                .scale();
        final QuantisedWeights rounded = QuantisedWeights.of(weights.floats(), bias, inputScale);
        graph.constant(Constant.signedBytes(name + WEIGHTS, weights.shape(), rounded.values()));
        graph.constant(Constant.floats(name + WEIGHTS + SCALE, channels, rounded.scales()));
        graph.constant(Constant.signedBytes(name + WEIGHTS + ZERO_POINT, channels, new byte[bias.length]));
        inputs.set(1, backByChannel(name + WEIGHTS));
        if (biased) {
            graph.constant(Constant.ints(name + BIAS, channels, rounded.bias()));
            graph.constant(Constant.floats(name + BIAS + SCALE, channels, rounded.biasScales(inputScale)));
            graph.constant(Constant.ints(name + BIAS + ZERO_POINT, channels, new int[bias.length]));
            inputs.set(2, backByChannel(name + BIAS));
        }
    }

    private String backByChannel(final String constant) {
        add(new Node(DEQUANTIZE, constant + BACK, constant, constant + SCALE, constant + ZERO_POINT)
                .integer("axis", 0));
        return constant + BACK;
    }

    private void addConstants() {
        source.graph().constants().stream()
                .filter(constant -> read.contains(constant.name()))
                .forEach(graph::constant);
    }
}
