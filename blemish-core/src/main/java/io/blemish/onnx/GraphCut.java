package io.blemish.onnx;

import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.ModelProto;
import io.blemish.onnx.proto.NodeProto;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the part out of a graph that some layers need. */
final class GraphCut {
    private final ModelProto model;
    private final GraphProto graph;

    /** The node that gives a value, by the value's name. */
    private final Map<String, NodeProto> producers = new HashMap<>();

    GraphCut(final ModelProto model) {
        this.model = model;
        this.graph = model.getGraph();
        for (final NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
    }

    /**
     * Cuts the graph.
     *
     * @throws IllegalArgumentException if it does not have one of the layers
     */
    OnnxGraph to(final List<String> layers) {
        final List<String> values = layers.stream().map(this::valueOf).toList();
        final Set<NodeProto> needed = ancestors(values);
        final Set<String> read = needed.stream().flatMap(GraphCut::inputs).collect(Collectors.toSet());
        final GraphProto.Builder cut = graph.toBuilder()
                .clearNode()
                .clearOutput()
                .clearInitializer()
                .clearValueInfo()
                .clearDocString();
        graph.getNodeList().stream().filter(needed::contains).forEach(cut::addNode);
        graph.getInitializerList().stream()
                .filter(constant -> read.contains(constant.getName()))
                .forEach(cut::addInitializer);
        final GraphBuilder result =
                new GraphBuilder(model.toBuilder().setGraph(cut).clearDocString());
        for (int i = 0; i < values.size(); i++) {
            addOutput(result, layers.get(i), values.get(i));
        }
        return result.build();
    }

    /** Whether a node is a layer of a name: one that gives nothing is none. */
    private static boolean isNamed(final NodeProto node, final String layer) {
        return node.getOutputCount() > 0 && node.getName().equals(layer);
    }

    /**
     * The node that a layer's name means: that of the name, or the last of the module of the name. torch calls a node of
     * a module {@code /blocks/blocks.8/Add_1}. If several modules have the name, as {@code conv1} of each block of a
     * residual network, it means the one that is in no other.
     */
    static Optional<NodeProto> named(final GraphProto graph, final String layer) {
        return graph.getNodeList().stream()
                .filter(node -> isNamed(node, layer))
                .findFirst()
                .or(() -> ofModule(graph, layer));
    }

    private static Optional<NodeProto> ofModule(final GraphProto graph, final String layer) {
        final Map<String, NodeProto> lastOf = new LinkedHashMap<>();
        for (final NodeProto node : graph.getNodeList()) {
            final String path = module(node);
            if (node.getOutputCount() > 0 && path.endsWith("/" + layer)) {
                lastOf.put(path, node);
            }
        }
        return Optional.ofNullable(lastOf.get("/" + layer))
                .or(() -> lastOf.values().stream()
                        .filter(only -> lastOf.size() == 1)
                        .findFirst());
    }

    /** The path of the module that a node is in. */
    private static String module(final NodeProto node) {
        return node.getName().substring(0, Math.max(0, node.getName().lastIndexOf('/')));
    }

    /** The value that a layer's name means. */
    String valueOf(final String layer) {
        if (producers.containsKey(layer)) {
            return layer;
        }
        return named(graph, layer)
                .map(node -> node.getOutput(0))
                .orElseThrow(() -> new IllegalArgumentException("the graph has no layer " + layer));
    }

    private Set<NodeProto> ancestors(final List<String> values) {
        final Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<String> open = new ArrayDeque<>(new LinkedHashSet<>(values));
        while (!open.isEmpty()) {
            final NodeProto node = producers.get(open.pop());
            if (node != null && needed.add(node)) {
                inputs(node).forEach(open::add);
            }
        }
        return needed;
    }

    /** The values that a node reads. The bodies of its branches and loops read some, too. */
    private static Stream<String> inputs(final NodeProto node) {
        final Stream<String> inner = node.getAttributeList().stream()
                .filter(AttributeProto::hasG)
                .flatMap(attribute -> attribute.getG().getNodeList().stream())
                .flatMap(GraphCut::inputs);
        return Stream.concat(node.getInputList().stream(), inner);
    }

    /** A node's name may differ from its output's; an Identity node then gives the output the layer's name. */
    private static void addOutput(final GraphBuilder graph, final String layer, final String value) {
        if (!layer.equals(value)) {
            graph.node(new Node("Identity", layer, value).withName("output:" + layer));
        }
        graph.output(layer);
    }
}
