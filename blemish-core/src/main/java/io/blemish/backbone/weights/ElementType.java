package io.blemish.backbone.weights;

import io.blemish.onnx.DataType;
import io.blemish.onnx.HalfFloat;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of the numbers in weights files, which are little-endian. Each can be read as a float. */
enum ElementType {
    FLOAT32(Float.BYTES, "FloatStorage", "F32", DataType.FLOAT32, ByteBuffer::getFloat),
    FLOAT64(Double.BYTES, "DoubleStorage", "F64", DataType.FLOAT64, (bytes, at) -> (float) bytes.getDouble(at)),
    FLOAT16(Short.BYTES, "HalfStorage", "F16", DataType.FLOAT16, (bytes, at) -> HalfFloat.toFloat(bytes.getShort(at))),
    /** The upper half of a float. */
    BFLOAT16(
            Short.BYTES,
            "BFloat16Storage",
            "BF16",
            DataType.BFLOAT16,
            (bytes, at) -> Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE)),
    INT64(Long.BYTES, "LongStorage", "I64", DataType.INT64, ByteBuffer::getLong),
    INT32(Integer.BYTES, "IntStorage", "I32", DataType.INT32, ByteBuffer::getInt),
    INT16(Short.BYTES, "ShortStorage", "I16", DataType.INT16, ByteBuffer::getShort),
    INT8(Byte.BYTES, "CharStorage", "I8", DataType.INT8, ByteBuffer::get),
    UINT8(Byte.BYTES, "ByteStorage", "U8", DataType.UINT8, (bytes, at) -> Byte.toUnsignedInt(bytes.get(at))),
    BOOL(Byte.BYTES, "BoolStorage", "BOOL", DataType.BOOL, (bytes, at) -> bytes.get(at) == 0 ? 0 : 1);

    private final int bytes;
    private final String torchStorage;
    private final String safetensorsName;
    private final DataType onnxType;

    @SuppressWarnings("ImmutableEnumChecker") // Readers have no state.
    private final Reader reader;

    ElementType(
            final int bytes,
            final String torchStorage,
            final String safetensorsName,
            final DataType onnxType,
            final Reader reader) {
        this.bytes = bytes;
        this.torchStorage = torchStorage;
        this.safetensorsName = safetensorsName;
        this.onnxType = onnxType;
        this.reader = reader;
    }

    /** Finds a type by the name of its storage class in torch. */
    static Optional<ElementType> ofTorchStorage(final String name) {
        return Stream.of(values())
                .filter(type -> type.torchStorage.equals(name))
                .findFirst();
    }

    /** Finds a type by its name in a safetensors header. */
    static Optional<ElementType> ofSafetensors(final String name) {
        return Stream.of(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }

    /** Finds a type by its counterpart in ONNX. */
    static Optional<ElementType> ofOnnx(final DataType onnxType) {
        return Stream.of(values()).filter(type -> type.onnxType == onnxType).findFirst();
    }

    /** The number of bytes that one number takes. */
    int bytes() {
        return bytes;
    }

    /**
     * Reads one number.
     *
     * @param source in little-endian order
     * @param offset of the number, in bytes
     */
    float at(final ByteBuffer source, final int offset) {
        return reader.read(source, offset);
    }

    @FunctionalInterface
    private interface Reader {
        float read(ByteBuffer bytes, int offset);
    }
}
