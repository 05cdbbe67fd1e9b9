package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The place of a tensor's values in a storage. Value {@code (i, j, …)} is element {@code offset + i·strides[0] +
 * j·strides[1] + …}, as in torch.
 *
 * @param storage that holds the values
 * @param type of each value
 * @param offset of the first value, in elements
 * @param shape the size of each dimension
 * @param strides the distance between neighbours along each dimension, in elements
 */
record StoredTensor(Storage storage, ElementType type, long offset, List<Integer> shape, List<Long> strides) {
    StoredTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /** Describes a tensor that fills its storage from {@code offset} on, row-major. */
    static StoredTensor contiguous(
            final Storage storage, final ElementType type, final long offset, final List<Integer> shape) {
        final Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int d = shape.size() - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= shape.get(d);
        }
        return new StoredTensor(storage, type, offset, shape, List.of(strides));
    }

    /**
     * Checks that every value lies in the storage and that the values fit into one array.
     *
     * @param storageElements how many numbers the storage holds
     * @param name of the tensor, for the message
     * @param source of the tensor, for the message
     * @throws BlemishException if they do not
     */
    void requireWithin(final long storageElements, final String name, final String source) {
        boolean fits = offset >= 0 && shape.size() == strides.size();
        try {
            for (int d = 0; fits && d < shape.size(); d++) {
                fits = shape.get(d) >= 0 && strides.get(d) >= 0;
            }
            if (fits) {
                Math.multiplyExact(Math.toIntExact(count()), type.bytes());
                fits = count() == 0 || Math.addExact(offset, span()) <= storageElements;
                Math.multiplyExact(Math.toIntExact(span()), type.bytes());
            }
        } catch (final ArithmeticException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    source + ": tensor " + name + " of shape " + shape + " is larger than Blemish reads (2 GiB).",
                    e);
        }
        if (!fits) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    source + ": tensor " + name + " of shape " + shape
                            + " extends beyond the data that the file has for it; the file is damaged.");
        }
    }

    /**
     * A size as a file states it, as an {@code int}. One that is too large or negative stays so, and
     * {@link #requireWithin} refuses it.
     */
    static int clampedSize(final long size) {
        return (int) Math.max(-1, Math.min(size, Integer.MAX_VALUE));
    }

    private long count() {
        long count = 1;
        for (final int size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** One more than the distance from the first value to the furthest, in elements. */
    private long span() {
        if (shape.contains(0)) {
            return 0;
        }
        long span = 1;
        for (int d = 0; d < shape.size(); d++) {
            span = Math.addExact(span, Math.multiplyExact(shape.get(d) - 1L, strides.get(d)));
        }
        return span;
    }

    /** Reads the values, row-major. */
    Tensor read() throws IOException {
        final float[] values = new float[Math.toIntExact(count())];
        if (values.length > 0) {
            final ByteBuffer bytes = storage.read(offset * type.bytes(), Math.toIntExact(span()) * type.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            final int[] index = new int[shape.size()];
            long element = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = type.at(bytes, Math.toIntExact(element * type.bytes()));
                element += step(index);
            }
        }
        return new Tensor(shape, values);
    }

    /** Moves to the next index in row-major order and returns the distance from the last element to this one. */
    private long step(final int[] index) {
        long moved = 0;
        for (int d = index.length - 1; d >= 0; d--) {
            if (++index[d] < shape.get(d)) {
                return moved + strides.get(d);
            }
            moved -= (index[d] - 1) * strides.get(d);
            index[d] = 0;
        }
        return moved;
    }
}
