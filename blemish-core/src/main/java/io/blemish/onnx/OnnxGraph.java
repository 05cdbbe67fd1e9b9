package io.blemish.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import io.blemish.BlemishException;
import io.blemish.onnx.proto.ModelProto;
import io.blemish.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An ONNX graph with its constants: what an ONNX file holds. Immutable. */
public final class OnnxGraph {
    private final ModelProto model;

    OnnxGraph(final ModelProto model) {
        this.model = model;
    }

    /**
     * Reads a file. Constants that it keeps in other files are not read, see {@link #withExternalData}.
     *
     * @throws OnnxFormatException if it is not an ONNX file or ends too early
     * @throws IOException if it cannot be read
     */
    public static OnnxGraph read(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Reads a file's contents to their end.
     *
     * @throws OnnxFormatException if they are not an ONNX file's or end too early
     * @throws IOException if they cannot be read
     */
    public static OnnxGraph read(final InputStream in) throws IOException {
        try {
            return new OnnxGraph(ModelProto.parseFrom(in));
        } catch (final InvalidProtocolBufferException e) {
            throw new OnnxFormatException(e);
        }
    }

    /**
     * Reads a file's contents from memory.
     *
     * @throws OnnxFormatException if they are not an ONNX file's or end too early
     */
    public static OnnxGraph parse(final ByteBuffer bytes) throws OnnxFormatException {
        try {
            return new OnnxGraph(ModelProto.parseFrom(bytes));
        } catch (final InvalidProtocolBufferException e) {
            throw new OnnxFormatException(e);
        }
    }

    /**
     * The same graph with the values of all constants in it.
     *
     * @param folder of its file, in which the other files must lie
     * @throws BlemishException if one of these files is missing or lies elsewhere
     * @throws OnnxFormatException if one of them does not have the bytes that the graph describes
     * @throws IOException if one of them cannot be read
     */
    public OnnxGraph withExternalData(final Path folder) throws IOException {
        return new OnnxGraph(new ExternalData(folder).readInto(model));
    }

    /** The names of its inputs. */
    public List<String> inputs() {
        return names(model.getGraph().getInputList());
    }

    /** The names of its outputs. */
    public List<String> outputs() {
        return names(model.getGraph().getOutputList());
    }

    private static List<String> names(final List<ValueInfoProto> values) {
        return values.stream().map(ValueInfoProto::getName).toList();
    }

    /** Its nodes, each behind those whose values it reads. */
    public List<Node> nodes() {
        return model.getGraph().getNodeList().stream().map(Node::new).toList();
    }

    /** Its constants, in the file's order. */
    public List<Constant> constants() {
        return model.getGraph().getInitializerList().stream().map(Constant::new).toList();
    }

    /** The notes about it, which no runtime heeds, by their keys. */
    public Map<String, String> metadata() {
        return model.getMetadataPropsList().stream()
                .collect(Collectors.toMap(note -> note.getKey(), note -> note.getValue(), (first, second) -> second));
    }

    /** The version of the standard's operators that it is written for, if it has one. */
    public OptionalLong operatorSet() {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(set -> set.getVersion())
                .findFirst();
    }

    /**
     * Whether {@link #cut} knows a layer.
     *
     * @param layer the name of a value that a node gives, or of a node, or of a module of torch, such as {@code
     *     blocks.8}
     */
    public boolean hasLayer(final String layer) {
        return model.getGraph().getNodeList().stream()
                        .anyMatch(node -> node.getOutputList().contains(layer))
                || GraphCut.named(model.getGraph(), layer).isPresent();
    }

    /**
     * The part of the graph that computes some layers and nothing else. The layers are its outputs, in this order.
     *
     * @param layers the names of values that nodes give, or of nodes, of which the first output is taken, or of modules
     *     of torch, of which the last node is
     * @throws IllegalArgumentException if it does not have one of them, see {@link #hasLayer}
     */
    public OnnxGraph cut(final List<String> layers) {
        return new GraphCut(model).to(layers);
    }

    /**
     * How many dimensions a layer has, if the graph states it or if it follows from the operators that compute it.
     *
     * @param layer see {@link #hasLayer}
     */
    public OptionalInt rankOfLayer(final String layer) {
        return ValueRanks.of(model.getGraph()).of(new GraphCut(model).valueOf(layer));
    }

    /**
     * The same graph with another name of one of its values, wherever it is written or read.
     *
     * @param value its name so far
     * @param name its new name, which nothing else has
     */
    public OnnxGraph renamed(final String value, final String name) {
        final Renaming renaming = new Renaming("", Map.of(value, name));
        final GraphBuilder renamed = toBuilder().withoutNodes().withoutOutputs();
        nodes().forEach(node -> renamed.node(renaming.of(node).withName(node.name())));
        outputs().forEach(output -> renamed.output(renaming.of(output)));
        return renamed.build();
    }

    /** A builder that begins with this graph. */
    public GraphBuilder toBuilder() {
        return new GraphBuilder(model.toBuilder());
    }

    /** A file's contents; the same graph gives the same bytes. */
    public byte[] toBytes() {
        return model.toByteArray();
    }

    /** Writes a file's contents. */
    public void writeTo(final OutputStream out) throws IOException {
        model.writeTo(out);
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof OnnxGraph graph && graph.model.equals(model);
    }

    @Override
    public int hashCode() {
        return model.hashCode();
    }
}
