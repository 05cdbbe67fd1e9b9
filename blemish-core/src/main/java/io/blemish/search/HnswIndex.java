package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.IntBuffer;

/**
 * A bank as a graph in layers, as {@link HnswSearch} walks it. A model file keeps it.
 *
 * @param axes along which rows are compared, {@code [r, d]}
 * @param coordinates of the rows there, {@code [n, r]}
 * @param base the rows that each row leads to on the lowest layer, {@code [n, 2m]}, -1 where there is no more
 * @param starts of the higher layers among {@code rows}, {@code [layers]}: layer {@code l}, from 1, has the rows from {@code
 *     starts[l - 1]} to {@code starts[l]}
 * @param rows of the higher layers, ascending in each
 * @param links the rows that each of these leads to on that layer, {@code [rows, m]}, -1 where there is no more
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record HnswIndex(
        PrincipalAxes axes, FloatMatrix coordinates, IntBuffer base, int[] starts, IntBuffer rows, IntBuffer links) {
    /**
     * Axes at most: with these and re-ranking, 98% of the nearest of 80,000 patches of magnetic tiles are found. Other numbers
     * were not tried.
     */
    static final int AXES = 128;

    /** Checks that the parts belong together. */
    public HnswIndex {
        final int count = coordinates.rows();
        final int upper = rows.capacity();
        boolean fits = count > 0
                && coordinates.columns() == axes.count()
                && base.capacity() > 0
                && base.capacity() % (2 * count) == 0
                && starts.length > 0
                && starts[0] == 0
                && starts[starts.length - 1] == upper
                && links.capacity() == (long) upper * (base.capacity() / (2 * count));
        for (int layer = 1; fits && layer < starts.length; layer++) {
            fits = starts[layer - 1] < starts[layer];
        }
        if (!fits) {
            throw new IllegalArgumentException("the parts of the search index do not belong together");
        }
    }

    /**
     * Builds the graph of a bank.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param method how finely
     * @param seed of what is drawn
     * @param workers threads to use; the graph does not depend on them
     * @param progress hears how many rows are in the graph
     * @throws io.blemish.InputException where a value is not finite
     */
    public static HnswIndex of(
            final FloatMatrix bank,
            final SearchMethod.Hnsw method,
            final long seed,
            final Workers workers,
            final Progress progress) {
        return new HnswBuild(bank, method, seed, workers).build(progress);
    }

    /** How many rows a row of a higher layer leads to at most; twice as many on the lowest. */
    public int degree() {
        return base.capacity() / (2 * coordinates.rows());
    }
}
