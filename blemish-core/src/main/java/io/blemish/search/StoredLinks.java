package io.blemish.search;

import io.blemish.InputException;
import java.nio.IntBuffer;

/** The links of an index that may be mapped. Safe for use by many threads. */
final class StoredLinks implements Links {
    private static final int NONE = -1;

    private final HnswIndex index;
    private final int count;
    private final int degree;

    StoredLinks(final HnswIndex index) {
        this.index = index;
        this.count = index.coordinates().rows();
        this.degree = index.degree();
    }

    @Override
    public int layers() {
        return index.starts().length;
    }

    @Override
    public int entry() {
        return layers() == 1 ? 0 : checked(index.rows().get(index.starts()[layers() - 2]));
    }

    @Override
    public int of(final int layer, final int row, final int[] target) {
        return layer == 0
                ? copy(index.base(), row, 2 * degree, target)
                : copy(index.links(), position(layer, row), degree, target);
    }

    /** Where a row is among those of its layer. */
    private int position(final int layer, final int row) {
        int from = index.starts()[layer - 1];
        int to = index.starts()[layer];
        while (to - from > 1) {
            final int middle = (from + to) >>> 1;
            if (index.rows().get(middle) <= row) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int copy(final IntBuffer links, final int position, final int width, final int[] target) {
        links.get(position * width, target, 0, width);
        int number = 0;
        while (number < width && target[number] != NONE) {
            checked(target[number++]);
        }
        return number;
    }

    private int checked(final int row) {
        if (row < 0 || row >= count) {
            throw new InputException("The search index is damaged: it names row " + row + " of a bank of " + count
                    + ". Copy the model again from where it was made, or fit it again.");
        }
        return row;
    }
}
