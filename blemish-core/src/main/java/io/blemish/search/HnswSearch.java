package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;
import java.util.Arrays;

/**
 * Finds nearly the nearest neighbours by a walk through a graph of the bank's rows ({@link HnswIndex}): of the rows that the
 * walk keeps in sight, the nearest along the bank's leading axes, or, where asked, by true distance.
 *
 * <p>Distances that are not re-ranked are those along the axes: somewhat too small.
 */
public final class HnswSearch implements NeighborSearch {
    /** Queries at a time: an even share of a picture's 784 for 2 threads or 7. */
    private static final int QUERIES = 56;

    private final FloatMatrix bank;
    private final HnswIndex index;
    private final StoredLinks links;
    private final int width;
    private final int rerank;
    private final Passes passes;

    private HnswSearch(
            final FloatMatrix bank, final HnswIndex index, final SearchMethod.Hnsw method, final Workers workers) {
        this.bank = bank;
        this.index = index;
        this.links = new StoredLinks(index);
        this.rerank = Math.min(method.rerank(), bank.rows());
        this.width = Math.max(method.search(), rerank);
        this.passes = new Passes(bank.rows(), workers, Walker::new);
    }

    /**
     * Searches a bank.
     *
     * @param bank {@code [n, d]}, kept and not changed; may be mapped and larger than memory
     * @param index of that bank; kept
     * @param method how far to look and how many rows to re-rank
     * @param workers threads to use, not closed here; the neighbours do not depend on them
     */
    public static HnswSearch over(
            final FloatMatrix bank, final HnswIndex index, final SearchMethod.Hnsw method, final Workers workers) {
        if (index.coordinates().rows() != bank.rows() || index.axes().dimension() != bank.columns()) {
            throw new IllegalArgumentException("the index is not of this bank");
        }
        return new HnswSearch(bank, index, method, workers);
    }

    @Override
    public int size() {
        return bank.rows();
    }

    @Override
    public int dimension() {
        return bank.columns();
    }

    /**
     * Nearly the {@code k} nearest rows of each query.
     *
     * @throws io.blemish.InputException where a query's value is not finite
     */
    @Override
    public Neighbors search(final float[] queries, final int count, final int k) {
        return passes.search(queries, count, k, QUERIES);
    }

    @Override
    public void close() {
        passes.clear();
    }

    /** Buffers of one thread. */
    private final class Walker implements Pass {
        private final Rotation rotation = new Rotation(index.axes(), QUERIES);
        private final Walk walk = new Walk(index.coordinates(), 2 * index.degree());
        private final float[] coordinates = new float[QUERIES * index.axes().count()];
        private final float[] point = new float[index.axes().count()];
        private final TrueDistances distances = new TrueDistances(bank);

        @Override
        public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
            rotation.rotate(queries, from, to - from, coordinates);
            for (int q = from; q < to; q++) {
                System.arraycopy(coordinates, (q - from) * point.length, point, 0, point.length);
                final long[] found = found(neighbors.k());
                if (rerank > 0) {
                    distances.rerank(queries, q, found, Math.max(rerank, neighbors.k()), neighbors);
                } else {
                    write(q, found, neighbors);
                }
            }
        }

        /** The rows in sight at the end of the walk, at least {@code fewest}. */
        private long[] found(final int fewest) {
            if (width >= size()) {
                return all();
            }
            final long[] start = {walk.descend(links, point, 1)};
            final long[] found = walk.near(links, point, start, 0, Math.max(width, fewest));
            return found.length < fewest ? all() : found;
        }

        /** Every row: where all are to be in sight, or a walk reaches too few. */
        private long[] all() {
            final long[] all = new long[size()];
            for (int row = 0; row < all.length; row++) {
                all[row] = Shortlist.entry(walk.squared(point, row), row);
            }
            Arrays.sort(all);
            return all;
        }

        private void write(final int q, final long[] found, final Neighbors neighbors) {
            for (int i = 0; i < neighbors.k(); i++) {
                neighbors.indices()[q * neighbors.k() + i] = Shortlist.number(found[i]);
                neighbors.distances()[q * neighbors.k() + i] = (float) Math.sqrt(Shortlist.estimate(found[i]));
            }
        }
    }
}
