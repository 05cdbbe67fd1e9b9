package io.blemish.backbone.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.blemish.InputException;
import io.blemish.onnx.ModelProto;
import io.blemish.onnx.TensorProto;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The constants of an ONNX graph, by their names. */
final class OnnxInitializers {
    private OnnxInitializers() {}

    static StateDict open(final Path path) throws IOException {
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (final TensorProto tensor : model(path).getGraph().getInitializerList()) {
            read(path, tensor, tensors);
        }
        return StateDict.of(path, tensors, () -> {});
    }

    private static ModelProto model(final Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            final CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            return ModelProto.parseFrom(coded);
        } catch (final InvalidProtocolBufferException e) {
            throw new InputException(path + " is no ONNX file or is truncated; export or download it again.", e);
        }
    }

    private static void read(final Path path, final TensorProto tensor, final Map<String, StoredTensor> tensors) {
        final String name = tensor.getName();
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new InputException(path + ": tensor " + name
                    + " lies in another file; save the model as one ONNX file, without external data.");
        }
        final ElementType type = type(path, tensor);
        final List<Integer> shape = tensor.getDimsList().stream()
                .map(size -> (int) Math.max(-1, Math.min(size, Integer.MAX_VALUE)))
                .toList();
        final ByteBuffer bytes = bytes(tensor, type);
        final StoredTensor stored =
                StoredTensor.contiguous((from, count) -> bytes.slice(Math.toIntExact(from), count), type, 0, shape);
        stored.requireWithin(bytes.capacity() / type.bytes(), name, path.toString());
        tensors.put(name, stored);
    }

    private static ElementType type(final Path path, final TensorProto tensor) {
        final TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        final ElementType known = type == null
                ? null
                : switch (type) {
                    case FLOAT -> ElementType.FLOAT32;
                    case DOUBLE -> ElementType.FLOAT64;
                    case FLOAT16 -> ElementType.FLOAT16;
                    case BFLOAT16 -> ElementType.BFLOAT16;
                    case INT64 -> ElementType.INT64;
                    case INT32 -> ElementType.INT32;
                    case INT16 -> ElementType.INT16;
                    case INT8 -> ElementType.INT8;
                    case UINT8 -> ElementType.UINT8;
                    case BOOL -> ElementType.BOOL;
                    default -> null;
                };
        if (known == null) {
            throw new InputException(path + ": tensor " + tensor.getName() + " is of ONNX type " + tensor.getDataType()
                    + ", which Blemish does not read; save it as float.");
        }
        return known;
    }

    /** ONNX keeps values as raw bytes or, by type, in one of several lists; both become bytes here. */
    private static ByteBuffer bytes(final TensorProto tensor, final ElementType type) {
        if (tensor.hasRawData()) {
            return tensor.getRawData().asReadOnlyByteBuffer();
        }
        final int count = switch (type) {
            case FLOAT32 -> tensor.getFloatDataCount();
            case FLOAT64 -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            default -> tensor.getInt32DataCount();
        };
        final ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, count).forEach(i -> {
            switch (type) {
                case FLOAT32 -> bytes.putFloat(tensor.getFloatData(i));
                case FLOAT64 -> bytes.putDouble(tensor.getDoubleData(i));
                case INT64 -> bytes.putLong(tensor.getInt64Data(i));
                case INT32 -> bytes.putInt(tensor.getInt32Data(i));
                case FLOAT16, BFLOAT16, INT16 -> bytes.putShort((short) tensor.getInt32Data(i));
                case INT8, UINT8, BOOL -> bytes.put((byte) tensor.getInt32Data(i));
            }
        });
        return bytes.flip();
    }
}
