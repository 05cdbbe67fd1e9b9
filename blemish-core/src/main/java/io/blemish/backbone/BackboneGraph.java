package io.blemish.backbone;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.blemish.InputException;
import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.ModelProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.StringStringEntryProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ONNX graph of a pretrained network, and the part of it that some layers need. A layer is an output of the graph, a
 * value inside it, or a node (then the node's first output is meant).
 *
 * @param name how the user named it: a catalogue name or a file name
 * @param model the graph with its weights
 */
public record BackboneGraph(String name, ModelProto model) {
    /** The network that comes with the library: EfficientNet-Lite0, trained on ImageNet. */
    public static final String DEFAULT_NAME = "efficientnet-lite0";

    /** The layers that the paper uses of a residual network, and what the embedded graph calls its own. */
    public static final List<String> DEFAULT_LAYERS = List.of("layer2", "layer3");

    /**
     * The embedded network.
     *
     * @throws UncheckedIOException where the library's own resource cannot be read
     */
    public static BackboneGraph embedded() {
        try (InputStream in = BackboneGraph.class.getResourceAsStream(DEFAULT_NAME + ".onnx")) {
            if (in == null) {
                throw new IllegalStateException("resource " + DEFAULT_NAME + ".onnx is missing from the library");
            }
            return new BackboneGraph(DEFAULT_NAME, ModelProto.parseFrom(in));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a graph, with the weights that it keeps in files beside it.
     *
     * @param file an ONNX file
     * @throws InputException where it is not there or not ONNX
     */
    public static BackboneGraph read(final Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            final CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            final ModelProto model = ModelProto.parseFrom(coded);
            if (model.getGraph().getNodeCount() == 0) {
                throw notOnnx(file, null);
            }
            final Path folder = file.toAbsolutePath().getParent();
            return new BackboneGraph(fileName(file), folder == null ? model : withExternalData(model, folder));
        } catch (final NoSuchFileException e) {
            throw new InputException(
                    "Backbone " + file + " is not there. Name an ONNX file, or leave --backbone out for the embedded "
                            + DEFAULT_NAME + ".",
                    e);
        } catch (final IOException e) {
            throw notOnnx(file, e);
        }
    }

    /**
     * Reads a graph from memory.
     *
     * @param name how the user named it
     * @param bytes an ONNX file's contents
     * @throws InputException where they are not ONNX
     */
    public static BackboneGraph parse(final String name, final ByteBuffer bytes) {
        try {
            return new BackboneGraph(name, ModelProto.parseFrom(bytes));
        } catch (final IOException e) {
            throw notOnnx(Path.of(name), e);
        }
    }

    /**
     * The part of the graph that computes these layers and nothing else, with the layers as its outputs, in this order.
     *
     * @param layers names of outputs, inner values or nodes
     * @throws InputException where the graph has no layer of that name; the message lists some that it has
     */
    public BackboneGraph cut(final List<String> layers) {
        final GraphProto graph = model.getGraph();
        final Map<String, NodeProto> producers = new HashMap<>();
        for (final NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
        final List<String> values =
                layers.stream().map(layer -> valueOf(layer, producers)).toList();
        final Set<NodeProto> needed = ancestors(values, producers);
        final Set<String> used = needed.stream().flatMap(BackboneGraph::inputs).collect(Collectors.toSet());
        final GraphProto.Builder cut = graph.toBuilder()
                .clearNode()
                .clearOutput()
                .clearInitializer()
                .clearValueInfo()
                .clearDocString();
        graph.getNodeList().stream().filter(needed::contains).forEach(cut::addNode);
        graph.getInitializerList().stream()
                .filter(tensor -> used.contains(tensor.getName()))
                .forEach(cut::addInitializer);
        for (int i = 0; i < values.size(); i++) {
            addOutput(cut, layers.get(i), values.get(i));
        }
        return new BackboneGraph(
                name, model.toBuilder().setGraph(cut).clearDocString().build());
    }

    /** The graph's own outputs, for telling a user what there is. */
    public List<String> outputs() {
        return model.getGraph().getOutputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
    }

    private String valueOf(final String layer, final Map<String, NodeProto> producers) {
        if (producers.containsKey(layer)) {
            return layer;
        }
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getName().equals(layer))
                .findFirst()
                .map(node -> node.getOutput(0))
                .orElseThrow(() -> new InputException("Backbone " + name + " has no layer '" + layer
                        + "'. Its outputs are " + String.join(", ", outputs())
                        + "; inner nodes can be named too, as a viewer such as Netron shows them."));
    }

    private static Set<NodeProto> ancestors(final List<String> values, final Map<String, NodeProto> producers) {
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

    /** What a node reads, the bodies of its branches and loops included. */
    private static Stream<String> inputs(final NodeProto node) {
        final Stream<String> inner = node.getAttributeList().stream()
                .filter(AttributeProto::hasG)
                .flatMap(attribute -> attribute.getG().getNodeList().stream())
                .flatMap(BackboneGraph::inputs);
        return Stream.concat(node.getInputList().stream(), inner);
    }

    /** A node's name may differ from its output's; the output is then given the layer's name by an Identity node. */
    private static void addOutput(final GraphProto.Builder graph, final String layer, final String value) {
        if (!layer.equals(value)) {
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .setName("output:" + layer)
                    .addInput(value)
                    .addOutput(layer));
        }
        graph.addOutput(ValueInfoProto.newBuilder().setName(layer));
    }

    private static ModelProto withExternalData(final ModelProto model, final Path folder) throws IOException {
        final GraphProto graph = model.getGraph();
        if (graph.getInitializerList().stream()
                .noneMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)) {
            return model;
        }
        final List<TensorProto> inlined = new ArrayList<>();
        for (final TensorProto tensor : graph.getInitializerList()) {
            inlined.add(
                    tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL ? inline(tensor, folder) : tensor);
        }
        return model.toBuilder()
                .setGraph(graph.toBuilder().clearInitializer().addAllInitializer(inlined))
                .build();
    }

    private static TensorProto inline(final TensorProto tensor, final Path folder) throws IOException {
        final Map<String, String> where = tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
        final Path file = folder.resolve(where.getOrDefault("location", "")).normalize();
        if (!file.startsWith(folder)) {
            throw new InputException(
                    "Weights " + file + " lie outside the folder of their ONNX file. Move them there.");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            final long offset = Long.parseLong(where.getOrDefault("offset", "0"));
            final long length = Long.parseLong(where.getOrDefault("length", Long.toString(channel.size() - offset)));
            final ByteString data = ByteString.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
            return tensor.toBuilder()
                    .clearExternalData()
                    .clearDataLocation()
                    .setRawData(data)
                    .build();
        } catch (final NoSuchFileException e) {
            throw new InputException(
                    "Weights " + file + " that the backbone's ONNX file refers to are not there. Put them beside it.",
                    e);
        }
    }

    private static InputException notOnnx(final Path file, final @Nullable Throwable cause) {
        final String message = "Backbone " + file
                + " is not a readable ONNX file: it is damaged, cut short or of another kind. Export it anew.";
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }

    private static String fileName(final Path file) {
        final String last = String.valueOf(file.getFileName());
        return last.endsWith(".onnx") ? last.substring(0, last.length() - ".onnx".length()) : last;
    }
}
