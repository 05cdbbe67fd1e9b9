package io.blemish.onnx;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.ModelProto;
import io.blemish.onnx.proto.NodeProto;
import io.blemish.onnx.proto.SparseTensorProto;
import io.blemish.onnx.proto.StringStringEntryProto;
import io.blemish.onnx.proto.TensorProto;
import java.nio.ByteBuffer;

/**
 * What a network may contain, whoever made it. ONNX Runtime would read any file that a tensor refers to, so a network that does
 * would give away what the process can read; and it would run operators that never end. The bytes are checked as they are given
 * to ONNX Runtime, branches and attributes included, without a copy of the weights.
 */
final class GraphRules {
    /** More than any network has; a damaged or forged one must not exhaust the stack. */
    private static final int MAX_DEPTH = 16;

    private GraphRules() {}

    /**
     * Refuses a network that may not be run.
     *
     * @param onnx the contents of an ONNX file
     * @throws BlemishException if it refers to other files, or has an operator that is not allowed
     * @throws OnnxFormatException if they are damaged
     */
    static void check(final ByteBuffer onnx) throws OnnxFormatException {
        final WireReader model = new WireReader(onnx);
        while (model.next()) {
            if (model.isBytes(ModelProto.GRAPH_FIELD_NUMBER)) {
                graph(model.message(), 0);
            } else if (model.isBytes(ModelProto.FUNCTIONS_FIELD_NUMBER)
                    || model.isBytes(ModelProto.TRAINING_INFO_FIELD_NUMBER)) {
                throw refused("has functions or training steps of its own", "Export it with standard operators alone");
            }
        }
    }

    private static void graph(final ByteBuffer message, final int depth) throws OnnxFormatException {
        if (depth > MAX_DEPTH) {
            throw refused("has more than " + MAX_DEPTH + " branches within branches", "Export it without branches");
        }
        final WireReader graph = new WireReader(message);
        while (graph.next()) {
            if (graph.isBytes(GraphProto.NODE_FIELD_NUMBER)) {
                node(graph.message(), depth);
            } else if (graph.isBytes(GraphProto.INITIALIZER_FIELD_NUMBER)) {
                tensor(graph.message());
            } else if (graph.isBytes(GraphProto.SPARSE_INITIALIZER_FIELD_NUMBER)) {
                sparseTensor(graph.message());
            }
        }
    }

    private static void node(final ByteBuffer message, final int depth) throws OnnxFormatException {
        final WireReader node = new WireReader(message);
        while (node.next()) {
            if (node.isBytes(NodeProto.OP_TYPE_FIELD_NUMBER) && !Operators.allow(node.text())) {
                throw refused("has the operator '" + node.text() + "', which is not run here", STANDARD);
            } else if (node.isBytes(NodeProto.DOMAIN_FIELD_NUMBER) && !Operators.isStandard(node.text())) {
                throw refused("has operators of '" + node.text() + "', which are not run here", STANDARD);
            } else if (node.isBytes(NodeProto.ATTRIBUTE_FIELD_NUMBER)) {
                attribute(node.message(), depth);
            }
        }
    }

    private static final String STANDARD = "Export it with standard operators that compute and have no loops";

    private static void attribute(final ByteBuffer message, final int depth) throws OnnxFormatException {
        final WireReader attribute = new WireReader(message);
        while (attribute.next()) {
            if (attribute.isBytes(AttributeProto.T_FIELD_NUMBER)
                    || attribute.isBytes(AttributeProto.TENSORS_FIELD_NUMBER)) {
                tensor(attribute.message());
            } else if (attribute.isBytes(AttributeProto.SPARSE_TENSOR_FIELD_NUMBER)
                    || attribute.isBytes(AttributeProto.SPARSE_TENSORS_FIELD_NUMBER)) {
                sparseTensor(attribute.message());
            } else if (attribute.isBytes(AttributeProto.G_FIELD_NUMBER)
                    || attribute.isBytes(AttributeProto.GRAPHS_FIELD_NUMBER)) {
                graph(attribute.message(), depth + 1);
            }
        }
    }

    private static void sparseTensor(final ByteBuffer message) throws OnnxFormatException {
        final WireReader tensor = new WireReader(message);
        while (tensor.next()) {
            if (tensor.isBytes(SparseTensorProto.VALUES_FIELD_NUMBER)
                    || tensor.isBytes(SparseTensorProto.INDICES_FIELD_NUMBER)) {
                tensor(tensor.message());
            }
        }
    }

    private static void tensor(final ByteBuffer message) throws OnnxFormatException {
        final WireReader tensor = new WireReader(message);
        while (tensor.next()) {
            final boolean elsewhere = tensor.isInteger(TensorProto.DATA_LOCATION_FIELD_NUMBER) && tensor.integer() != 0;
            if (elsewhere || tensor.isBytes(TensorProto.EXTERNAL_DATA_FIELD_NUMBER)) {
                throw refused(
                        "keeps weights in another file" + location(message),
                        "Save the network as one ONNX file, without external data");
            }
        }
    }

    private static String location(final ByteBuffer message) throws OnnxFormatException {
        final WireReader tensor = new WireReader(message);
        while (tensor.next()) {
            if (tensor.isBytes(TensorProto.EXTERNAL_DATA_FIELD_NUMBER)) {
                final WireReader entry = new WireReader(tensor.message());
                boolean isLocation = false;
                while (entry.next()) {
                    isLocation |= entry.isBytes(StringStringEntryProto.KEY_FIELD_NUMBER)
                            && entry.text().equals("location");
                    if (isLocation && entry.isBytes(StringStringEntryProto.VALUE_FIELD_NUMBER)) {
                        return " ('" + entry.text() + "')";
                    }
                }
            }
        }
        return "";
    }

    private static BackboneException refused(final String what, final String remedy) {
        return new BackboneException(ErrorCode.BACKBONE_UNSUITABLE, "The network " + what + ". " + remedy + ".");
    }
}
