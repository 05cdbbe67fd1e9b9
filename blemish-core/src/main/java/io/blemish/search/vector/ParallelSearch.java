package io.blemish.search.vector;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Pool;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Searches a bank with one {@link Searcher} for each thread. The searchers and their buffers are kept for the next search
 * until this is closed.
 */
public final class ParallelSearch implements NeighborSearch {
    private final int size;
    private final int dimension;
    private final Workers workers;
    private final IntUnaryOperator batch;
    private final Pool<Searcher> searchers;

    /**
     * Prepares a search.
     *
     * @param bank {@code [n, d]}
     * @param workers threads to use, not closed here
     * @param batch how many queries a searcher gets at a time, at least 1, for a number of queries
     * @param searchers makes a searcher
     */
    public ParallelSearch(
            final FloatMatrix bank,
            final Workers workers,
            final IntUnaryOperator batch,
            final Supplier<Searcher> searchers) {
        this.size = bank.rows();
        this.dimension = bank.columns();
        this.workers = workers;
        this.batch = batch;
        this.searchers = new Pool<>(searchers);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Neighbors search(final float[] queries, final int count, final int k) {
        if (k < 1 || k > size) {
            throw new IllegalArgumentException("cannot find " + k + " neighbours in a bank of " + size);
        }
        final Neighbors neighbors = new Neighbors(k, new int[Math.multiplyExact(count, k)], new float[count * k]);
        workers.forBlocks(
                count,
                batch.applyAsInt(count),
                (from, to) -> searchers.use(searcher -> searcher.search(queries, from, to, neighbors)));
        return neighbors;
    }

    @Override
    public void close() {
        searchers.clear();
    }
}
