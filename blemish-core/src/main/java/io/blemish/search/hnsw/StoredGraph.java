package io.blemish.search.hnsw;

import io.blemish.search.vector.RowRange;
import java.nio.IntBuffer;

/** A finished graph in arrays, which may be mapped. Safe for use by many threads. */
final class StoredGraph implements HnswGraph {
    /** Fills the places of neighbours that a row does not have. */
    static final int NONE = -1;

    private final IntBuffer base;
    private final int[] starts;
    private final IntBuffer rows;
    private final IntBuffer links;
    private final int m;
    private final RowRange range;

    /**
     * Takes the arrays over.
     *
     * @param size how many rows the bank has, at least 1
     * @param base the neighbours of each row on the lowest layer, {@code [size, 2m]}
     * @param starts of the higher layers among {@code rows}, {@code [layers]}: layer {@code l}, from 1, has the rows from
     *     {@code starts[l - 1]} to {@code starts[l]}
     * @param rows of the higher layers, ascending in each
     * @param links the neighbours of each of these on that layer, {@code [rows, m]}
     * @throws IllegalArgumentException if the arrays do not belong together
     */
    StoredGraph(final int size, final IntBuffer base, final int[] starts, final IntBuffer rows, final IntBuffer links) {
        boolean fits = size > 0
                && base.capacity() > 0
                && base.capacity() % (2 * size) == 0
                && starts.length > 0
                && starts[0] == 0
                && starts[starts.length - 1] == rows.capacity()
                && links.capacity() == (long) rows.capacity() * (base.capacity() / (2 * size));
        for (int layer = 1; fits && layer < starts.length; layer++) {
            fits = starts[layer - 1] < starts[layer];
        }
        HnswIndex.requireFitting(fits);
        this.base = base;
        this.starts = starts;
        this.rows = rows;
        this.links = links;
        this.m = base.capacity() / (2 * size);
        this.range = new RowRange(size);
    }

    /** How many neighbours a row of a higher layer has at most; twice as many on the lowest. */
    int m() {
        return m;
    }

    @Override
    public int layers() {
        return starts.length;
    }

    @Override
    public int entryPoint() {
        return layers() == 1 ? 0 : range.require(rows.get(starts[layers() - 2]));
    }

    @Override
    public int neighbors(final int layer, final int row, final int[] target) {
        return layer == 0 ? copy(base, row, 2 * m, target) : copy(links, position(layer, row), m, target);
    }

    /** The position of a row among those of a higher layer. */
    private int position(final int layer, final int row) {
        int from = starts[layer - 1];
        int to = starts[layer];
        while (to - from > 1) {
            final int middle = (from + to) >>> 1;
            if (rows.get(middle) <= row) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int copy(final IntBuffer source, final int position, final int width, final int[] target) {
        source.get(position * width, target, 0, width);
        int count = 0;
        while (count < width && target[count] != NONE) {
            range.require(target[count++]);
        }
        return count;
    }

    IntBuffer base() {
        return base;
    }

    /** {@code [layers]}, not to be changed. */
    int[] starts() {
        return starts;
    }

    IntBuffer rows() {
        return rows;
    }

    IntBuffer links() {
        return links;
    }
}
