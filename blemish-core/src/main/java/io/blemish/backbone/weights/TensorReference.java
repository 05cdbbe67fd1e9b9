package io.blemish.backbone.weights;

import java.util.List;

/** What a pickle says of a tensor; nothing of it is checked against the file yet. */
record TensorReference(StorageReference storage, long offset, List<Long> shape, List<Long> strides) {
    TensorReference {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /**
     * From the arguments of torch's {@code _rebuild_tensor}: storage, offset, shape, strides and others of no meaning
     * here.
     *
     * @throws ClassCastException where they are something else
     * @throws IndexOutOfBoundsException where some are missing
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
     * Joins it with the bytes.
     *
     * @param bytes the storage that it names
     * @param name for messages
     * @param source for messages
     * @throws io.blemish.InputException where it reaches outside its storage
     */
    StoredTensor in(final Storage bytes, final String name, final String source) {
        final List<Integer> sizes = shape.stream()
                .map(size -> (int) Math.max(-1, Math.min(size, Integer.MAX_VALUE)))
                .toList();
        // As though the storage began where the view does.
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
