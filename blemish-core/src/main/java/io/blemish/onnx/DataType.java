package io.blemish.onnx;

import io.blemish.onnx.proto.TensorProto;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of numbers that Blemish reads from graphs and writes to them. */
public enum DataType {
    /** IEEE 754 single precision. */
    FLOAT32(TensorProto.DataType.FLOAT, Float.BYTES),
    /** IEEE 754 double precision. */
    FLOAT64(TensorProto.DataType.DOUBLE, Double.BYTES),
    /** IEEE 754 half precision. */
    FLOAT16(TensorProto.DataType.FLOAT16, Short.BYTES),
    /** The upper half of a number in single precision. */
    BFLOAT16(TensorProto.DataType.BFLOAT16, Short.BYTES),
    /** Signed integers of 8 bytes. */
    INT64(TensorProto.DataType.INT64, Long.BYTES),
    /** Signed integers of 4 bytes. */
    INT32(TensorProto.DataType.INT32, Integer.BYTES),
    /** Signed integers of 2 bytes. */
    INT16(TensorProto.DataType.INT16, Short.BYTES),
    /** Signed integers of 1 byte. */
    INT8(TensorProto.DataType.INT8, Byte.BYTES),
    /** Unsigned integers of 1 byte. */
    UINT8(TensorProto.DataType.UINT8, Byte.BYTES),
    /** True or false, 1 byte each. */
    BOOL(TensorProto.DataType.BOOL, Byte.BYTES);

    private final int number;
    private final int bytes;

    DataType(final TensorProto.DataType type, final int bytes) {
        this.number = type.getNumber();
        this.bytes = bytes;
    }

    /** The number by which ONNX identifies the type, for attributes such as {@code to} of the operator {@code Cast}. */
    public int number() {
        return number;
    }

    /** The number of bytes that one number takes. */
    int bytes() {
        return bytes;
    }

    /** Finds a type by ONNX's number. */
    static Optional<DataType> of(final int number) {
        return Stream.of(values()).filter(type -> type.number == number).findFirst();
    }
}
