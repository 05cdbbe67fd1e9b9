package io.blemish.onnx;

import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.ModelProto;
import io.blemish.onnx.proto.OperatorSetIdProto;
import io.blemish.onnx.proto.StringStringEntryProto;
import io.blemish.onnx.proto.TensorShapeProto;
import io.blemish.onnx.proto.TypeProto;
import io.blemish.onnx.proto.ValueInfoProto;

/**
 * Writes a graph. Nodes stand in the order in which they are added, each behind those whose values it reads. The same
 * calls give the same bytes.
 */
public final class GraphBuilder {
    /** The operator set of ONNX 1.12 (2022), which every runtime in use understands. */
    public static final long OPERATOR_SET = 17;

    /** The key of the note that tells the side of a patch, in pixels. */
    public static final String PATCH = "blemish.patch";

    /** The version of the file format that ONNX 1.12 writes. */
    private static final long FILE_VERSION = 8;

    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    GraphBuilder(final ModelProto.Builder model) {
        this.model = model;
        this.graph = model.getGraphBuilder();
    }

    /**
     * Begins an empty graph of {@link #OPERATOR_SET}.
     *
     * @param name of the graph
     */
    public GraphBuilder(final String name) {
        this(name, OPERATOR_SET);
    }

    /**
     * Begins an empty graph.
     *
     * @param name of the graph
     * @param operatorSet the version of the standard's operators that its nodes are written for
     */
    public GraphBuilder(final String name, final long operatorSet) {
        this(ModelProto.newBuilder().setIrVersion(FILE_VERSION));
        graph.setName(name);
        operators("", operatorSet);
    }

    /**
     * Adds operators beside those of the standard.
     *
     * @param domain of these operators
     * @param version of their set
     */
    public GraphBuilder operators(final String domain, final long version) {
        final OperatorSetIdProto.Builder set = model.addOpsetImportBuilder().setVersion(version);
        if (!domain.isEmpty()) {
            set.setDomain(domain);
        }
        return this;
    }

    /** Sets the program that made the graph. */
    public GraphBuilder producer(final String name) {
        model.setProducerName(name);
        return this;
    }

    /**
     * Notes that both sides of a picture are multiples of a patch's, in pixels. Graphs of transformers have this note.
     */
    public GraphBuilder wholePatches(final int side) {
        return metadata(PATCH, Integer.toString(side));
    }

    /** Adds a note about the graph, which no runtime heeds. */
    public GraphBuilder metadata(final String key, final String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    /**
     * Adds an input.
     *
     * @param name by which nodes read it
     * @param type of its numbers
     * @param shape one text for each dimension, as in ONNX's own notation {@code float[n, 3, h, w]}: a number is the
     *     dimension's size, and any other text is the name of a dimension of any size
     */
    public GraphBuilder input(final String name, final DataType type, final String... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    /**
     * Adds an output.
     *
     * @param name of a node's output
     * @param type of its numbers
     * @param shape as of {@link #input}
     */
    public GraphBuilder output(final String name, final DataType type, final String... shape) {
        graph.addOutput(value(name, type, shape));
        return this;
    }

    /**
     * Adds an output whose type and shape the runtime finds out.
     *
     * @param name of a node's output
     */
    public GraphBuilder output(final String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    private static ValueInfoProto value(final String name, final DataType type, final String... shape) {
        final TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (final String dimension : shape) {
            if (dimension.chars().allMatch(Character::isDigit)) {
                dimensions.addDimBuilder().setDimValue(Long.parseLong(dimension));
            } else {
                dimensions.addDimBuilder().setDimParam(dimension);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.number())
                                .setShape(dimensions)))
                .build();
    }

    /** Adds a constant. */
    public GraphBuilder constant(final Constant constant) {
        graph.addInitializer(constant.proto());
        return this;
    }

    /** Adds a node. */
    public GraphBuilder node(final Node node) {
        graph.addNode(node.proto());
        return this;
    }

    /** Removes all nodes, and what the graph states about the values between them. */
    public GraphBuilder withoutNodes() {
        graph.clearNode().clearValueInfo();
        return this;
    }

    /** Removes all constants. */
    public GraphBuilder withoutConstants() {
        graph.clearInitializer();
        return this;
    }

    /** Removes all outputs; their nodes stay. */
    public GraphBuilder withoutOutputs() {
        graph.clearOutput();
        return this;
    }

    /** The graph as it is now. */
    public OnnxGraph build() {
        return new OnnxGraph(model.build());
    }
}
