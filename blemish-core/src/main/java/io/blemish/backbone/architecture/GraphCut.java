package io.blemish.backbone.architecture;

import io.blemish.InputException;
import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.ModelProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shortens an ONNX graph to what some of its outputs need, so that nothing behind them is computed or kept. */
public final class GraphCut {
    private GraphCut() {}

    /**
     * The graph with these outputs alone, in this order, and only the nodes and constants that they need.
     *
     * @param model any ONNX model
     * @param outputs names of some of its outputs; at least one, none twice
     * @param source for the message
     * @throws InputException where the model has no output of a name
     */
    public static ModelProto outputs(final ModelProto model, final List<String> outputs, final String source) {
        final GraphProto graph = model.getGraph();
        final Map<String, ValueInfoProto> known = new HashMap<>();
        graph.getOutputList().forEach(output -> known.put(output.getName(), output));
        for (final String output : outputs) {
            if (!known.containsKey(output)) {
                throw new InputException(source + " has no output '" + output + "'; it has "
                        + graph.getOutputList().stream()
                                .map(ValueInfoProto::getName)
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        }
        final Set<String> needed = needed(graph, outputs);
        final GraphProto.Builder cut = graph.toBuilder()
                .clearNode()
                .clearInitializer()
                .clearValueInfo()
                .clearOutput()
                .clearInput();
        graph.getNodeList().stream()
                .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
                .forEach(cut::addNode);
        graph.getInitializerList().stream()
                .filter(tensor -> needed.contains(tensor.getName()))
                .forEach(cut::addInitializer);
        graph.getValueInfoList().stream()
                .filter(value -> needed.contains(value.getName()))
                .forEach(cut::addValueInfo);
        graph.getInputList().stream()
                .filter(input -> needed.contains(input.getName()))
                .forEach(cut::addInput);
        outputs.forEach(output -> cut.addOutput(known.get(output)));
        return model.toBuilder().setGraph(cut).build();
    }

    /** Every value that the outputs depend on, they included. */
    private static Set<String> needed(final GraphProto graph, final List<String> outputs) {
        final Map<String, NodeProto> makers = new HashMap<>();
        for (final NodeProto node : graph.getNodeList()) {
            node.getOutputList().stream()
                    .filter(output -> !output.isEmpty())
                    .forEach(output -> makers.put(output, node));
        }
        final Set<String> needed = new HashSet<>();
        final Deque<String> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            final String value = open.remove();
            final NodeProto maker = makers.get(value);
            if (needed.add(value) && maker != null) {
                addReads(maker, open);
            }
        }
        return needed;
    }

    /** What a node reads: its inputs, and whatever the graphs within it (loops, conditions) take from outside. */
    private static void addReads(final NodeProto node, final Deque<String> reads) {
        node.getInputList().stream().filter(input -> !input.isEmpty()).forEach(reads::add);
        for (final AttributeProto attribute : node.getAttributeList()) {
            attribute.getGraphsList().forEach(graph -> addReads(graph, reads));
            if (attribute.hasG()) {
                addReads(attribute.getG(), reads);
            }
        }
    }

    private static void addReads(final GraphProto graph, final Deque<String> reads) {
        graph.getOutputList().forEach(output -> reads.add(output.getName()));
        graph.getNodeList().forEach(node -> addReads(node, reads));
    }
}
