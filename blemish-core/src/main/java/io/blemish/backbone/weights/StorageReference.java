package io.blemish.backbone.weights;

import java.util.List;

/**
 * A storage as a pickle describes it: elements {@code [first, first + count)} of the one with this key, or all of it.
 *
 * @param key of the whole storage in its file
 * @param type of its elements
 * @param elements how many elements the whole storage has
 * @param first the first element that is meant
 * @param count how many elements are meant
 */
record StorageReference(String key, ElementType type, long elements, long first, long count) {
    /**
     * Reads torch's persistent id, a tuple of the word {@code storage}, type, key, device, number of elements and, in the
     * older form, {@code None} or a tuple that makes it a part of the storage: key, first element, number of elements.
     *
     * @throws ClassCastException if it is something else
     * @throws IndexOutOfBoundsException if parts of it are missing
     */
    static StorageReference of(final Object persistentId) {
        final List<?> parts = (List<?>) persistentId;
        if (!"storage".equals(parts.get(0))) {
            throw new ClassCastException("not a storage");
        }
        final ElementType type = (ElementType) parts.get(1);
        final String key = (String) parts.get(2);
        final long elements = (Long) parts.get(4);
        if (parts.size() > 5 && parts.get(5) instanceof List<?> view) {
            return new StorageReference(key, type, elements, (Long) view.get(1), (Long) view.get(2));
        }
        return new StorageReference(key, type, elements, 0, elements);
    }
}
