package io.blemish.model;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list that never changes and has no gaps, whose values are made when they are asked for: a million of them take no heap.
 *
 * @param <T> the values
 */
class KeptList<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> value;

    /**
     * A list.
     *
     * @param size how many values there are
     * @param value of each number from 0
     */
    KeptList(final int size, final IntFunction<T> value) {
        this.size = size;
        this.value = value;
    }

    /** The numbers from 0. */
    static List<Integer> numbers(final int size) {
        return new KeptList<>(size, number -> number);
    }

    @Override
    public T get(final int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return value.apply(index);
    }

    @Override
    public int size() {
        return size;
    }
}
