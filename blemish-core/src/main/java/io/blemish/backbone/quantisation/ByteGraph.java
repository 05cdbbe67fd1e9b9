package io.blemish.backbone.quantisation;

import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a graph anew with its activations and weights as bytes. Each value that becomes bytes passes through a
 * {@code QuantizeLinear} and a {@code DequantizeLinear}, which a runtime merges with the operation between them; read
 * literally, the graph says the same in floats. So it is plain ONNX.
 */
final class ByteGraph {
    private static final String BYTES = "/bytes";
    private static final String BACK = "/back";
    private static final String EXACT = "/exact";
    private static final String SCALE = "/scale";
    private static final String ZERO_POINT = "/zero_point";
    private static final String WEIGHTS = "/weights";
    private static final String BIAS = "/bias";

    /** ONNX's operation from bytes to floats. */
    private static final String DEQUANTIZE = "DequantizeLinear";

    private final GraphProto source;
    private final Topology topology;
    private final ActivationRanges ranges;
    private final GraphProto.Builder graph;
    private final Map<String, String> renamed = new HashMap<>();

    private ByteGraph(final GraphProto source, final Topology topology, final ActivationRanges ranges) {
        this.source = source;
        this.topology = topology;
        this.ranges = ranges;
        this.graph = source.toBuilder().clearNode().clearInitializer().clearValueInfo();
    }

    /**
     * Writes a graph.
     *
     * @param source the graph in floats, of operator set 13 or newer
     * @param topology of the same graph
     * @param ranges of its activations
     */
    static GraphProto of(final GraphProto source, final Topology topology, final ActivationRanges ranges) {
        final ByteGraph bytes = new ByteGraph(source, topology, ranges);
        bytes.renameOutputs();
        source.getInputList().stream().map(ValueInfoProto::getName).forEach(bytes::round);
        source.getNodeList().forEach(bytes::add);
        bytes.addConstants();
        return bytes.graph.build();
    }

    /** An output that is computed as bytes is what comes back from them, so what goes in needs another name. */
    private void renameOutputs() {
        source.getOutputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name ->
                        activation(name).filter(Topology.Activation::computed).isPresent())
                .forEach(name -> renamed.put(name, name + EXACT));
    }

    private Optional<Topology.Activation> activation(final String value) {
        return Optional.ofNullable(topology.activations().get(value));
    }

    private void add(final NodeProto node) {
        final boolean bytes = topology.quantised(node);
        final NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
        node.getInputList().forEach(input -> copy.addInput(read(input, bytes)));
        node.getOutputList().forEach(output -> copy.addOutput(renamed.getOrDefault(output, output)));
        if (topology.isConvolution(node)) {
            roundWeights(node, copy);
        }
        graph.addNode(copy);
        node.getOutputList().forEach(this::round);
    }

    /** The name under which a node reads a value: where it can, in float as it was computed. */
    private String read(final String value, final boolean bytes) {
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
        final Optional<Topology.Activation> activation = activation(value);
        if (activation.isEmpty()) {
            return;
        }
        final Range range = ranges.of(activation.get().ranged());
        graph.addInitializer(Constants.ofFloats(value + SCALE, List.of(), range.scale()));
        graph.addInitializer(Constants.ofUnsignedByte(value + ZERO_POINT, range.zeroPoint()));
        final List<String> step = List.of(value + SCALE, value + ZERO_POINT);
        graph.addNode(node("QuantizeLinear", renamed.getOrDefault(value, value), step, value + BYTES));
        graph.addNode(node(DEQUANTIZE, value + BYTES, step, back(value)));
    }

    private void roundWeights(final NodeProto node, final NodeProto.Builder copy) {
        final String name = node.getOutput(0);
        final TensorProto weights = topology.constant(node.getInput(1));
        final List<Long> channels = List.of(weights.getDims(0));
        final boolean biased = node.getInputCount() > 2;
        final float[] bias = biased
                ? Constants.floats(topology.constant(node.getInput(2)))
                : new float[Math.toIntExact(weights.getDims(0))];
        final Topology.Activation input = activation(node.getInput(0)).orElseThrow();
        final float inputScale = ranges.of(input.ranged()).scale();
        final QuantisedWeights rounded = QuantisedWeights.of(Constants.floats(weights), bias, inputScale);
        graph.addInitializer(Constants.ofSignedBytes(name + WEIGHTS, weights.getDimsList(), rounded.values()));
        graph.addInitializer(Constants.ofFloats(name + WEIGHTS + SCALE, channels, rounded.scales()));
        graph.addInitializer(
                Constants.ofSignedBytes(name + WEIGHTS + ZERO_POINT, channels, new byte[rounded.scales().length]));
        copy.setInput(1, backByChannel(name + WEIGHTS));
        if (biased) {
            graph.addInitializer(Constants.ofInts(name + BIAS, channels, rounded.bias()));
            graph.addInitializer(Constants.ofFloats(name + BIAS + SCALE, channels, rounded.biasScales(inputScale)));
            graph.addInitializer(
                    Constants.ofInts(name + BIAS + ZERO_POINT, channels, new int[rounded.scales().length]));
            copy.setInput(2, backByChannel(name + BIAS));
        }
    }

    private String backByChannel(final String constant) {
        graph.addNode(node(DEQUANTIZE, constant, List.of(constant + SCALE, constant + ZERO_POINT), constant + BACK)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(0)));
        return constant + BACK;
    }

    private static NodeProto.Builder node(
            final String operation, final String input, final List<String> step, final String output) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operation)
                .addInput(input)
                .addAllInput(step)
                .addOutput(output);
    }

    private void addConstants() {
        final Set<String> read = graph.getNodeList().stream()
                .flatMap(node -> node.getInputList().stream())
                .collect(Collectors.toSet());
        source.getInitializerList().stream()
                .filter(constant -> read.contains(constant.getName()))
                .forEach(graph::addInitializer);
    }
}
