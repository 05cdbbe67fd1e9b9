package io.blemish.backbone.weights;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** How one number lies in a file, little-endian, and how it becomes a float. */
enum ElementType {
    FLOAT32(4, "FloatStorage", "F32") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return bytes.getFloat(offset);
        }
    },
    FLOAT64(8, "DoubleStorage", "F64") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return (float) bytes.getDouble(offset);
        }
    },
    FLOAT16(2, "HalfStorage", "F16") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return halfToFloat(bytes.getShort(offset));
        }
    },
    BFLOAT16(2, "BFloat16Storage", "BF16") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            // The upper half of a float.
            return Float.intBitsToFloat(bytes.getShort(offset) << Short.SIZE);
        }
    },
    INT64(8, "LongStorage", "I64") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return bytes.getLong(offset);
        }
    },
    INT32(4, "IntStorage", "I32") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return bytes.getInt(offset);
        }
    },
    INT16(2, "ShortStorage", "I16") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return bytes.getShort(offset);
        }
    },
    INT8(1, "CharStorage", "I8") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return bytes.get(offset);
        }
    },
    UINT8(1, "ByteStorage", "U8") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return Byte.toUnsignedInt(bytes.get(offset));
        }
    },
    BOOL(1, "BoolStorage", "BOOL") {
        @Override
        float at(final ByteBuffer bytes, final int offset) {
            return bytes.get(offset) == 0 ? 0 : 1;
        }
    };

    private final int bytes;
    private final String torchStorage;
    private final String safetensorsName;

    ElementType(final int bytes, final String torchStorage, final String safetensorsName) {
        this.bytes = bytes;
        this.torchStorage = torchStorage;
        this.safetensorsName = safetensorsName;
    }

    /** The type whose storage class in torch has this name. */
    static Optional<ElementType> ofTorchStorage(final String name) {
        return Stream.of(values())
                .filter(type -> type.torchStorage.equals(name))
                .findFirst();
    }

    /** The type that a safetensors header calls by this name. */
    static Optional<ElementType> ofSafetensors(final String name) {
        return Stream.of(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }

    /** Bytes that one number takes. */
    int bytes() {
        return bytes;
    }

    /**
     * One number.
     *
     * @param bytes in little-endian order
     * @param offset of the number, in bytes
     */
    abstract float at(ByteBuffer bytes, int offset);

    /** IEEE 754 binary16 to binary32, exactly (JDK 20 has this; the baseline does not). */
    static float halfToFloat(final short half) {
        final int sign = (half & 0x8000) << 16;
        final int exponent = (half >>> 10) & 0x1f;
        final int fraction = half & 0x3ff;
        if (exponent == 0) {
            final float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        final int widened = exponent == 0x1f ? 0xff : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
    }
}
