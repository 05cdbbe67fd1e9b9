package io.blemish.onnx;

import com.google.protobuf.UnsafeByteOperations;
import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A named tensor that belongs to a graph, such as a convolution's weights. ONNX calls it an initializer. */
public final class Constant {
    private final TensorProto tensor;

    Constant(final TensorProto tensor) {
        this.tensor = tensor;
    }

    /**
     * Makes a tensor of floats.
     *
     * @param name by which nodes read it
     * @param shape the size of each dimension; empty for a single number
     * @param values row-major; copied
     */
    public static Constant floats(final String name, final List<Long> shape, final float... values) {
        final ByteBuffer bytes = littleEndian(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return of(name, DataType.FLOAT32, shape, bytes);
    }

    /**
     * Makes a tensor of halves, each nearest to a float.
     *
     * @param name by which nodes read it
     * @param shape the size of each dimension; empty for a single number
     * @param values row-major
     * @throws ModelException if one of them is larger than any half
     */
    public static Constant halves(final String name, final List<Long> shape, final float... values) {
        final ByteBuffer bytes = littleEndian(values.length, Short.BYTES);
        for (final float value : values) {
            if (HalfFloat.overflows(value)) {
                throw new ModelException(
                        ErrorCode.MODEL_NOT_EXPORTABLE,
                        "The model has the number " + value
                                + ", which half precision cannot hold. Export it in single precision.");
            }
            bytes.putShort(HalfFloat.of(value));
        }
        return of(name, DataType.FLOAT16, shape, bytes.flip());
    }

    /**
     * Makes a tensor of 4-byte integers.
     *
     * @param name by which nodes read it
     * @param shape the size of each dimension; empty for a single number
     * @param values row-major; copied
     */
    public static Constant ints(final String name, final List<Long> shape, final int... values) {
        final ByteBuffer bytes = littleEndian(values.length, Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return of(name, DataType.INT32, shape, bytes);
    }

    /**
     * Makes a list of 8-byte integers, in which operators take axes and shapes.
     *
     * @param name by which nodes read it
     * @param values copied
     */
    public static Constant longs(final String name, final long... values) {
        final ByteBuffer bytes = littleEndian(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        return of(name, DataType.INT64, List.of((long) values.length), bytes);
    }

    /**
     * Makes a tensor of signed bytes.
     *
     * @param name by which nodes read it
     * @param shape the size of each dimension; empty for a single number
     * @param values row-major; copied
     */
    public static Constant signedBytes(final String name, final List<Long> shape, final byte... values) {
        return of(name, DataType.INT8, shape, ByteBuffer.wrap(values.clone()));
    }

    /**
     * Makes a single unsigned byte.
     *
     * @param name by which nodes read it
     * @param value from 0 to 255
     */
    public static Constant unsignedByte(final String name, final int value) {
        return of(name, DataType.UINT8, List.of(), ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    private static ByteBuffer littleEndian(final int count, final int size) {
        return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Constant of(final String name, final DataType type, final List<Long> shape, final ByteBuffer bytes) {
        return new Constant(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.number())
                .addAllDims(shape)
                // Nothing else holds the buffer, so it need not be copied.
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
                .build());
    }

    TensorProto proto() {
        return tensor;
    }

    /** The same tensor with another name. */
    Constant withName(final String name) {
        return new Constant(tensor.toBuilder().setName(name).build());
    }

    /** The name by which nodes read it. */
    public String name() {
        return tensor.getName();
    }

    /** The size of each dimension, as the file states it; empty for a single number. */
    public List<Long> shape() {
        return tensor.getDimsList();
    }

    /** The type of its numbers, if it is one that Blemish reads. */
    public Optional<DataType> type() {
        return DataType.of(tensor.getDataType());
    }

    /** ONNX's number of the type of its numbers, for messages. */
    public int typeNumber() {
        return tensor.getDataType();
    }

    /** Whether its values are kept in another file, so that {@link #bytes} does not have them. */
    public boolean isExternal() {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    /**
     * The values, row-major, little-endian, from position 0. ONNX keeps them as bytes or, depending on the type, in one
     * of several lists; both become bytes here.
     *
     * @throws IllegalStateException if the type is not one that Blemish reads
     * @throws BlemishException if the values are kept in another file
     */
    public ByteBuffer bytes() {
        if (isExternal()) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    "The network's weight '" + name()
                            + "' lies in another file. Save the network as one ONNX file, without external data.");
        }
        if (tensor.hasRawData()) {
            return tensor.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        }
        final DataType type = type().orElseThrow(
                        () -> new IllegalStateException(name() + " is of ONNX type " + tensor.getDataType()));
        final int count = switch (type) {
            case FLOAT32 -> tensor.getFloatDataCount();
            case FLOAT64 -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            default -> tensor.getInt32DataCount();
        };
        final ByteBuffer bytes = littleEndian(count, type.bytes());
        IntStream.range(0, count).forEach(i -> put(bytes, type, i));
        return bytes.flip();
    }

    private void put(final ByteBuffer bytes, final DataType type, final int index) {
        switch (type) {
            case FLOAT32 -> bytes.putFloat(tensor.getFloatData(index));
            case FLOAT64 -> bytes.putDouble(tensor.getDoubleData(index));
            case INT64 -> bytes.putLong(tensor.getInt64Data(index));
            case INT32 -> bytes.putInt(tensor.getInt32Data(index));
            case FLOAT16, BFLOAT16, INT16 -> bytes.putShort((short) tensor.getInt32Data(index));
            case INT8, UINT8, BOOL -> bytes.put((byte) tensor.getInt32Data(index));
        }
    }

    /**
     * The values of a tensor of floats, row-major.
     *
     * @throws IllegalStateException if it has numbers of another type
     * @throws BlemishException if the values are kept in another file
     */
    public float[] floats() {
        if (tensor.getDataType() != DataType.FLOAT32.number()) {
            throw new IllegalStateException(name() + " has numbers of ONNX type " + tensor.getDataType());
        }
        final ByteBuffer bytes = bytes();
        final float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
