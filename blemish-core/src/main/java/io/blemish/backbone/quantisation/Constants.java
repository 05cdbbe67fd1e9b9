package io.blemish.backbone.quantisation;

import com.google.protobuf.ByteString;
import io.blemish.InputException;
import io.blemish.onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Constants of an ONNX graph, to and from arrays. */
final class Constants {
    private Constants() {}

    /** The values of a constant in float. */
    static float[] floats(final TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new InputException("The network's weight '" + tensor.getName()
                    + "' lies in another file. Save the network as one ONNX file, without external data.");
        }
        if (!tensor.hasRawData()) {
            final float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        final FloatBuffer buffer = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        final float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    static TensorProto ofFloats(final String name, final List<Long> shape, final float... values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT, shape, bytes);
    }

    static TensorProto ofInts(final String name, final List<Long> shape, final int... values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT32, shape, bytes);
    }

    static TensorProto ofSignedBytes(final String name, final List<Long> shape, final byte... values) {
        return tensor(name, TensorProto.DataType.INT8, shape, ByteBuffer.wrap(values));
    }

    static TensorProto ofUnsignedByte(final String name, final int value) {
        return tensor(name, TensorProto.DataType.UINT8, List.of(), ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    private static TensorProto tensor(
            final String name, final TensorProto.DataType type, final List<Long> shape, final ByteBuffer bytes) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(shape)
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }
}
