package io.blemish.array;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.ModelProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.OperatorSetIdProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.TensorShapeProto;
import io.blemish.onnx.TypeProto;
import io.blemish.onnx.ValueInfoProto;
import java.util.Arrays;

/** A graph of a few operators of ONNX Runtime that runs on the calling thread. */
final class KernelGraph {
    /** The versions that ONNX 1.12 and every later runtime read. */
    private static final int IR_VERSION = 8;

    private static final int OPERATOR_SET = 17;

    /** ONNX Runtime's own operators, beside those of the standard. */
    static final String OWN_OPERATORS = "com.microsoft";

    private final GraphProto.Builder graph;

    KernelGraph(final String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** In single precision, as outputs are. */
    KernelGraph input(final String name, final String... dimensions) {
        return input(name, TensorProto.DataType.FLOAT_VALUE, dimensions);
    }

    KernelGraph input(final String name, final int type, final String... dimensions) {
        graph.addInput(value(name, type, dimensions));
        return this;
    }

    KernelGraph output(final String name, final String... dimensions) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT_VALUE, dimensions));
        return this;
    }

    /** A one-dimensional constant of whole numbers, which operators take axes and shapes as. */
    KernelGraph whole(final String name, final long... numbers) {
        final TensorProto.Builder constant = graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(numbers.length);
        Arrays.stream(numbers).forEach(constant::addInt64Data);
        return this;
    }

    /** A single number that an operator on bytes takes. */
    KernelGraph constant(final String name, final byte number) {
        graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.UINT8_VALUE)
                .setRawData(ByteString.copyFrom(new byte[] {number}));
        return this;
    }

    KernelGraph constant(final String name, final float number) {
        graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(number);
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
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(OWN_OPERATORS).setVersion(1))
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

    private static ValueInfoProto value(final String name, final int type, final String... dimensions) {
        final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (final String dimension : dimensions) {
            shape.addDimBuilder().setDimParam(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
