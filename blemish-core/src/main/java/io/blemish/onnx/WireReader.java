package io.blemish.onnx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a protobuf message one by one, where they lie. Nothing is copied, however large a field is, so that the
 * weights of a network cost nothing.
 */
final class WireReader {
    /** The ways in which protobuf writes a field; groups are not among them, as nothing that ONNX knows is one. */
    static final int VARINT = 0;

    static final int BYTES = 2;
    private static final int FIXED64 = 1;
    private static final int FIXED32 = 5;

    private static final int TYPE_BITS = 3;
    private static final int TYPE_MASK = 7;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MASK = 0x7f;

    private final ByteBuffer in;
    private int field;
    private int type;
    private long number;
    private ByteBuffer content;

    WireReader(final ByteBuffer message) {
        in = message.duplicate();
        content = in;
    }

    /**
     * Goes to the next field.
     *
     * @return whether there is one
     * @throws OnnxFormatException if the message is damaged
     */
    boolean next() throws OnnxFormatException {
        if (!in.hasRemaining()) {
            return false;
        }
        try {
            final long key = varint();
            field = Math.toIntExact(key >>> TYPE_BITS);
            type = (int) key & TYPE_MASK;
            switch (type) {
                case VARINT -> number = varint();
                case BYTES -> content = bytes(Math.toIntExact(varint()));
                case FIXED64 -> bytes(Long.BYTES);
                case FIXED32 -> bytes(Integer.BYTES);
                default -> throw new OnnxFormatException(new IllegalArgumentException("field of type " + type));
            }
            return true;
        } catch (final BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
            throw new OnnxFormatException(e);
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            final byte next = in.get();
            value |= (long) (next & VARINT_MASK) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number that does not end");
    }

    private ByteBuffer bytes(final int count) {
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        final ByteBuffer bytes = in.slice(in.position(), count);
        in.position(in.position() + count);
        return bytes;
    }

    /** Whether the field is one that holds a message, a text or bytes, and has a number. */
    boolean isBytes(final int wanted) {
        return type == BYTES && field == wanted;
    }

    /** Whether the field is one that holds an integer, and has a number. */
    boolean isInteger(final int wanted) {
        return type == VARINT && field == wanted;
    }

    /** The field's message. */
    ByteBuffer message() {
        return content;
    }

    /** The field's text. */
    String text() {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }

    /** The field's integer. */
    long integer() {
        return number;
    }
}
