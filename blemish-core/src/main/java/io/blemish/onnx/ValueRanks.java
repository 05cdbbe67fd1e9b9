package io.blemish.onnx;

import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.NodeProto;
import io.blemish.onnx.proto.TensorProto;
import io.blemish.onnx.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many dimensions the values of a graph have: as the graph states, or as follows from the operators that compute
 * them. Where an operator gives as many dimensions as its data have, or as many as a text of numbers is long, that is
 * known without any size. Operators about which nothing is said here leave it open.
 */
final class ValueRanks {
    /** Operators whose output has as many dimensions as that of their inputs which has most. */
    private static final Set<String> BROADCASTS = Set.of(
            "Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Mod", "Mean", "Sum", "Where", "MatMul", "Equal",
            "Greater", "Less");

    /** Operators whose outputs have as many dimensions as their first input. */
    private static final Set<String> KEEPERS = Set.of("""
            Abs AveragePool BatchNormalization Cast Ceil Clip Conv ConvTranspose CumSum Dropout Elu Erf Exp Floor Gelu
            GlobalAveragePool GlobalMaxPool GroupNormalization HardSigmoid HardSwish Identity InstanceNormalization
            LayerNormalization LeakyRelu Log LogSoftmax LpNormalization MaxPool Mish Neg PRelu Pad Reciprocal Relu
            Resize Round Selu Sigmoid Sign Slice Softmax Softplus Softsign Split Sqrt Swish Tanh Tile Transpose Trilu
            """.strip().split("\\s+"));

    private final Map<String, Integer> ranks = new HashMap<>();

    /** The lengths of values with one dimension, which may be the shape of another. */
    private final Map<String, Long> lengths = new HashMap<>();

    /** The constants that are a single whole number in a list. */
    private final Map<String, Long> numbers = new HashMap<>();

    private ValueRanks() {}

    /** Finds the ranks of all values of a graph. */
    static ValueRanks of(final GraphProto graph) {
        final ValueRanks found = new ValueRanks();
        graph.getInitializerList().forEach(tensor -> found.constant(tensor.getName(), tensor));
        graph.getInputList().forEach(found::stated);
        graph.getValueInfoList().forEach(found::stated);
        graph.getOutputList().forEach(found::stated);
        graph.getNodeList().forEach(found::node);
        return found;
    }

    /** The number of a value's dimensions, if it is known. */
    OptionalInt of(final String value) {
        final Integer rank = ranks.get(value);
        return rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
    }

    private void stated(final ValueInfoProto value) {
        if (value.getType().getTensorType().hasShape()) {
            ranks.putIfAbsent(
                    value.getName(), value.getType().getTensorType().getShape().getDimCount());
        }
    }

    private void constant(final String name, final TensorProto tensor) {
        ranks.put(name, tensor.getDimsCount());
        if (tensor.getDimsCount() == 1) {
            lengths.put(name, tensor.getDims(0));
        }
        if (tensor.getDimsCount() == 1
                && tensor.getDims(0) == 1
                && tensor.getDataType() == TensorProto.DataType.INT64_VALUE) {
            number(tensor).ifPresent(number -> numbers.put(name, number));
        }
    }

    private static Optional<Long> number(final TensorProto tensor) {
        if (tensor.getInt64DataCount() > 0) {
            return Optional.of(tensor.getInt64Data(0));
        }
        final ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return bytes.remaining() == Long.BYTES ? Optional.of(bytes.getLong()) : Optional.empty();
    }

    private void node(final NodeProto node) {
        final List<String> inputs = node.getInputList();
        if (node.getOutputCount() == 0) {
            return;
        }
        if (node.getOpType().equals("Constant")) {
            attribute(node, "value").ifPresent(value -> constant(node.getOutput(0), value.getT()));
            return;
        }
        lengthOf(node, inputs).ifPresent(length -> lengths.put(node.getOutput(0), length));
        rankOf(node, inputs).ifPresent(rank -> node.getOutputList().forEach(output -> ranks.putIfAbsent(output, rank)));
    }

    private Optional<Integer> rankOf(final NodeProto node, final List<String> inputs) {
        final String operator = node.getOpType();
        if (operator.equals("Concat")) {
            return inputs.stream()
                    .flatMap(input -> Optional.ofNullable(ranks.get(input)).stream())
                    .findFirst();
        }
        if (KEEPERS.contains(operator)) {
            return rank(inputs, 0);
        }
        if (BROADCASTS.contains(operator)) {
            return largest(inputs);
        }
        return switch (operator) {
            case "Reshape", "Expand" -> length(inputs, 1).map(Long::intValue);
            case "ConstantOfShape" -> length(inputs, 0).map(Long::intValue);
            case "Shape", "Range" -> Optional.of(1);
            case "Gemm", "Flatten", "NonZero" -> Optional.of(2);
            case "Gather" -> rank(inputs, 0).flatMap(data -> rank(inputs, 1).map(index -> data + index - 1));
            case "Unsqueeze" ->
                rank(inputs, 0).flatMap(data -> axes(node, inputs).map(more -> data + more));
            case "Squeeze" -> rank(inputs, 0).flatMap(data -> axes(node, inputs).map(fewer -> data - fewer));
            default -> operator.startsWith("Reduce") && keepsAxes(node) ? rank(inputs, 0) : Optional.empty();
        };
    }

    private Optional<Long> lengthOf(final NodeProto node, final List<String> inputs) {
        return switch (node.getOpType()) {
            case "Shape" -> rank(inputs, 0).map(rank -> shape(node, rank));
            case "Concat" ->
                inputs.stream()
                        .map(input -> Optional.ofNullable(lengths.get(input)))
                        .reduce(Optional.of(0L), (a, b) -> a.flatMap(sum -> b.map(more -> sum + more)));
            case "Unsqueeze" -> rank(inputs, 0).filter(rank -> rank == 0).map(scalar -> 1L);
            case "Cast", "Identity", "Mul", "Add", "Sub", "Div", "Where" ->
                inputs.stream()
                        .flatMap(input -> Optional.ofNullable(lengths.get(input)).stream())
                        .max(Long::compare);
            case "Gather" -> rank(inputs, 0).filter(rank -> rank == 1).flatMap(vector -> length(inputs, 1));
            case "Reshape" -> length(inputs, 1).filter(flat -> flat == 1).flatMap(flat -> length(inputs, 0));
            case "Slice" -> sliced(inputs);
            default -> Optional.empty();
        };
    }

    /** How many of the sides of a value with some dimensions a node takes: all, or those between two. */
    private static long shape(final NodeProto node, final int rank) {
        final long start = attribute(node, "start").map(AttributeProto::getI).orElse(0L);
        final long end = attribute(node, "end").map(AttributeProto::getI).orElse((long) rank);
        return Math.max(0, side(end, rank) - side(start, rank));
    }

    private static long side(final long number, final int rank) {
        return Math.max(0, Math.min(rank, number < 0 ? number + rank : number));
    }

    /** The length of a part of a vector, if its ends are constants and it leaves nothing out between them. */
    private Optional<Long> sliced(final List<String> inputs) {
        final Optional<Long> whole = length(inputs, 0);
        final Optional<Long> start = number(inputs, 1);
        final Optional<Long> end = number(inputs, 2);
        if (whole.isEmpty()
                || start.isEmpty()
                || end.isEmpty()
                || number(inputs, 4).orElse(1L) != 1) {
            return Optional.empty();
        }
        return Optional.of(Math.max(0, position(end.get(), whole.get()) - position(start.get(), whole.get())));
    }

    private static long position(final long index, final long length) {
        return Math.max(0, Math.min(index < 0 ? index + length : index, length));
    }

    private Optional<Integer> largest(final List<String> inputs) {
        final List<Integer> known = inputs.stream()
                .flatMap(input -> Optional.ofNullable(ranks.get(input)).stream())
                .collect(Collectors.toList());
        return known.size() == inputs.size() ? known.stream().max(Integer::compare) : Optional.empty();
    }

    private Optional<Integer> axes(final NodeProto node, final List<String> inputs) {
        return attribute(node, "axes")
                .map(AttributeProto::getIntsCount)
                .or(() -> length(inputs, 1).map(Long::intValue));
    }

    private static boolean keepsAxes(final NodeProto node) {
        return attribute(node, "keepdims").map(AttributeProto::getI).orElse(1L) == 1;
    }

    private static Optional<AttributeProto> attribute(final NodeProto node, final String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    private Optional<Integer> rank(final List<String> inputs, final int input) {
        return input < inputs.size() ? Optional.ofNullable(ranks.get(inputs.get(input))) : Optional.empty();
    }

    private Optional<Long> length(final List<String> inputs, final int input) {
        return input < inputs.size() ? Optional.ofNullable(lengths.get(inputs.get(input))) : Optional.empty();
    }

    private Optional<Long> number(final List<String> inputs, final int input) {
        return input < inputs.size() ? Optional.ofNullable(numbers.get(inputs.get(input))) : Optional.empty();
    }
}
