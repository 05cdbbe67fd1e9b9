package io.blemish.backbone;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.OnnxFormatException;
import io.blemish.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The ONNX graph of a pretrained network with its weights. It has one input, pictures {@code [n, 3, h, w]}. A layer is an
 * output of the graph, a value inside it, or a node (then the node's first output is meant). Immutable.
 */
public final class BackboneGraph {
    /** The network that is used if none is named: EfficientNet-Lite2, trained on ImageNet. It comes with the library. */
    public static final String DEFAULT_NAME = "efficientnet-lite2";

    /** The networks that come with the library: the default, and the smaller EfficientNet-Lite0. */
    public static final List<String> EMBEDDED_NAMES = List.of(DEFAULT_NAME, "efficientnet-lite0");

    /** The layers of a residual network that the PatchCore paper uses; the embedded graph gives its own these names. */
    public static final List<String> DEFAULT_LAYERS = List.of("layer2", "layer3");

    private final String name;
    private final OnnxGraph graph;
    private final OptionalInt leadingTokens;

    BackboneGraph(final String name, final OnnxGraph graph) {
        this(name, graph, OptionalInt.empty());
    }

    private BackboneGraph(final String name, final OnnxGraph graph, final OptionalInt leadingTokens) {
        this.name = name;
        this.graph = graph;
        this.leadingTokens = leadingTokens;
    }

    /**
     * {@return the embedded network that is used if none is named, {@link #DEFAULT_NAME}}
     *
     * @throws UncheckedIOException if the library's own resource cannot be read
     */
    public static BackboneGraph embedded() {
        return embedded(DEFAULT_NAME);
    }

    /**
     * {@return an embedded network}
     *
     * @param name one of {@link #EMBEDDED_NAMES}
     * @throws IllegalArgumentException if no embedded network has that name
     * @throws UncheckedIOException if the library's own resource cannot be read
     */
    public static BackboneGraph embedded(final String name) {
        if (!EMBEDDED_NAMES.contains(name)) {
            throw new IllegalArgumentException("no embedded network is named " + name);
        }
        try (InputStream in = BackboneGraph.class.getResourceAsStream(name + ".onnx")) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + ".onnx is missing from the library");
            }
            return new BackboneGraph(name, OnnxGraph.read(in));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a graph, with the weights that it keeps in files beside it.
     *
     * @param file an ONNX file
     * @return the graph, named by the file's name without its ending {@code .onnx}
     * @throws BlemishException if it does not exist or is not an ONNX file
     */
    public static BackboneGraph read(final Path file) {
        try {
            final OnnxGraph graph = OnnxGraph.read(file);
            if (graph.nodes().isEmpty()) {
                throw notOnnx(file.toString(), null);
            }
            final Path folder = file.toAbsolutePath().getParent();
            return new BackboneGraph(fileName(file), folder == null ? graph : graph.withExternalData(folder));
        } catch (final NoSuchFileException e) {
            throw new BackboneException(ErrorCode.BACKBONE_MISSING, "Backbone " + file + " is not there.", e);
        } catch (final IOException e) {
            throw notOnnx(file.toString(), e);
        }
    }

    /**
     * Reads a graph from memory.
     *
     * @param name that the user gave it
     * @param bytes an ONNX file's contents
     * @return the graph, with the name that is given here
     * @throws BlemishException if they are not an ONNX file's
     */
    public static BackboneGraph parse(final String name, final ByteBuffer bytes) {
        try {
            return new BackboneGraph(name, OnnxGraph.parse(bytes));
        } catch (final OnnxFormatException e) {
            throw notOnnx(name, e);
        }
    }

    private static BlemishException notOnnx(final String name, final @Nullable Throwable cause) {
        final String message = "Backbone " + name
                + " is not a readable ONNX file: it is damaged, cut short or of another kind. Export it anew.";
        return cause == null
                ? new BackboneException(ErrorCode.BACKBONE_UNSUITABLE, message)
                : new BackboneException(ErrorCode.BACKBONE_UNSUITABLE, message, cause);
    }

    private static String fileName(final Path file) {
        final String last = String.valueOf(file.getFileName());
        return last.endsWith(".onnx") ? last.substring(0, last.length() - ".onnx".length()) : last;
    }

    /** {@return the name that the user gave it: a name in the catalogue, or a file's name without its ending} */
    public String name() {
        return name;
    }

    OnnxGraph graph() {
        return graph;
    }

    /**
     * Says of a transformer how many of its tokens come before those of the places in the picture. That is needed only
     * where it cannot be found; see {@link #cut}.
     *
     * @param count of class and register tokens, from 0
     * @return the same network, whose layers of tokens are cut so
     * @throws IllegalArgumentException if the count is negative
     */
    public BackboneGraph withLeadingTokens(final int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a network does not have " + count + " leading tokens");
        }
        return new BackboneGraph(name, graph, OptionalInt.of(count));
    }

    /** {@return the names of the graph's outputs, for telling a user what there is} */
    public List<String> outputs() {
        return graph.outputs();
    }

    /** {@return the version of ONNX's standard operators that it is written for, if it has one} */
    public OptionalLong operatorSet() {
        return graph.operatorSet();
    }

    /**
     * {@return the part of the graph that computes some layers and nothing else} The layers are its outputs, in this
     * order. One that gives tokens, {@code [n, k + h·w, c]}, becomes feature maps {@code [n, c, h, w]}: {@code h} and
     * {@code w} are the sides of the picture in patches, the patch is the window of the first convolution, and {@code
     * k} is what is left, if {@link #withLeadingTokens} does not say it.
     *
     * @param layers names of outputs, of inner values or of nodes, or of modules of torch whose names a node's has,
     *     such as {@code blocks.8}
     * @throws BlemishException if the graph has no layer of one of these names, of which the message lists some, or if
     *     one gives tokens and their grid cannot be told
     */
    public BackboneGraph cut(final List<String> layers) {
        for (final String layer : layers) {
            if (!graph.hasLayer(layer)) {
                throw new BackboneException(
                        ErrorCode.BACKBONE_UNSUITABLE,
                        "Backbone " + name + " has no layer '" + layer + "'. Its outputs are "
                                + String.join(", ", outputs())
                                + "; inner nodes can be named too, as a viewer such as Netron shows them.");
            }
        }
        return new BackboneGraph(name, new TokenGrid(name, leadingTokens).in(graph.cut(layers), graph));
    }

    /**
     * Adds the nodes of this network to a graph.
     *
     * @param assembly the graph; written for the same version of the standard's operators
     * @param input normalised pictures, {@code [n, 3, h, w]}
     * @return the network's outputs in that graph
     */
    public List<String> addTo(final GraphAssembly assembly, final String input) {
        return assembly.network(graph, input);
    }

    /** {@return the contents of an ONNX file with this graph} The same graph gives the same bytes. */
    public byte[] toBytes() {
        return graph.toBytes();
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof BackboneGraph that
                && that.name.equals(name)
                && that.leadingTokens.equals(leadingTokens)
                && that.graph.equals(graph);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + graph.hashCode();
    }

    @Override
    public String toString() {
        return "BackboneGraph[" + name + "]";
    }
}
