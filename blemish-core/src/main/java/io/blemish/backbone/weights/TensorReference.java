package io.blemish.backbone.weights;

import java.util.List;

/**
 * A tensor as a pickle describes it; nothing of it is checked against the file yet.
 *
 * @param storage that holds its values
 * @param offset of the first value in the storage, in elements
 * @param shape the size of each dimension
 * @param strides the distance between neighbours along each dimension, in elements
 */
record TensorReference(StorageReference storage, long offset, List<Long> shape, List<Long> strides) {
    TensorReference {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /**
     * Reads the arguments of torch's {@code _rebuild_tensor}: storage, offset, shape, strides and others that do not
     * matter here.
     *
     * @throws ClassCastException if they are something else
     * @throws IndexOutOfBoundsException if some are missing
     */
    static TensorReference of(final List<?> arguments) {
        return new TensorReference(
                (StorageReference) arguments.get(0),
                (Long) arguments.get(1),
                numbers((List<?>) arguments.get(2)),
                numbers((List<?>) arguments.get(3)));
    }

    private static List<Long> numbers(final List<?> items) {
        return items.stream().map(Long.class::cast).toList();
    }

    /**
     * Joins it with the bytes of its storage.
     *
     * @param bytes of the storage that it names
     * @param name of the tensor, for messages
     * @param source of the tensor, for messages
     * @throws io.blemish.BlemishException if it extends beyond its storage
     */
    StoredTensor in(final Storage bytes, final String name, final String source) {
        final List<Integer> sizes =
                shape.stream().map(StoredTensor::clampedSize).toList();
        // Positions count from the start of the view.
        final Storage view =
                (from, count) -> bytes.read(storage.first() * storage.type().bytes() + from, count);
        final StoredTensor stored = new StoredTensor(view, storage.type(), offset, sizes, strides);
        final boolean viewFits = storage.first() >= 0
                && storage.count() >= 0
                && storage.count() <= storage.elements()
                && storage.first() <= storage.elements() - storage.count();
        stored.requireWithin(viewFits ? storage.count() : -1, name, source);
        return stored;
    }
}
