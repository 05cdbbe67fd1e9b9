package io.blemish.artifact;

import java.util.Optional;

/** The element types of {@code .npy} files that are read here, all little-endian. */
public enum NpyType {
    /** IEEE single precision, {@code <f4}. */
    FLOAT32("<f4", Float.BYTES),
    /** IEEE double precision, {@code <f8}. */
    FLOAT64("<f8", Double.BYTES),
    /** Signed 32-bit integers, {@code <i4}. */
    INT32("<i4", Integer.BYTES),
    /** Signed 64-bit integers, {@code <i8}. */
    INT64("<i8", Long.BYTES),
    /** Unsigned bytes, {@code |u1}. */
    UINT8("|u1", Byte.BYTES),
    /** Truth values, one byte each, {@code |b1}. */
    BOOL("|b1", Byte.BYTES);

    private final String descriptor;
    private final int bytes;

    NpyType(final String descriptor, final int bytes) {
        this.descriptor = descriptor;
        this.bytes = bytes;
    }

    /** NumPy's code of the type: byte order, kind, size. */
    public String descriptor() {
        return descriptor;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    static Optional<NpyType> parse(final String descriptor) {
        for (final NpyType type : values()) {
            final boolean orderMatters = type.bytes > 1;
            if (descriptor.equals(type.descriptor)
                    || (!orderMatters
                            && descriptor.length() == 3
                            && type.descriptor.endsWith(descriptor.substring(1)))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
