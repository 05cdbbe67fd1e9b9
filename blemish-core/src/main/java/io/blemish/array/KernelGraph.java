package io.blemish.array;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.ModelProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.OperatorSetIdProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.TensorShapeProto;
import io.blemish.onnx.TypeProto;
import io.blemish.onnx.ValueInfoProto;

/** A graph of a few operators of ONNX Runtime, of tensors in single precision, that runs on the calling thread. */
final class KernelGraph {
    /** The versions that ONNX 1.12 and every later runtime read. */
    private static final int IR_VERSION = 8;

    private static final int OPERATOR_SET = 17;

    private final GraphProto.Builder graph;

    KernelGraph(final String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    KernelGraph input(final String name, final String... dimensions) {
        graph.addInput(value(name, dimensions));
        return this;
    }

    KernelGraph output(final String name, final String... dimensions) {
        graph.addOutput(value(name, dimensions));
        return this;
    }

    /** A one-dimensional constant of whole numbers, which operators take axes and shapes as. */
    KernelGraph constant(final String name, final long number) {
        graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(number);
        return this;
    }

    /** Appends an operator, whose attributes are then added to what this returns. */
    NodeProto.Builder node(final String operator, final String output, final String... inputs) {
        final NodeProto.Builder node = graph.addNodeBuilder();
        node.setOpType(operator).addOutput(output);
        for (final String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    static AttributeProto integer(final String name, final long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(final String name, final long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(value)
                .build();
    }

    /** Loads the graph. The session lives as long as the process. */
    OrtSession load() {
        final ModelProto model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return OnnxRuntime.environment().createSession(model.toByteArray(), options);
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the graph " + graph.getName(), e);
        }
    }

    private static ValueInfoProto value(final String name, final String... dimensions) {
        final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (final String dimension : dimensions) {
            shape.addDimBuilder().setDimParam(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
