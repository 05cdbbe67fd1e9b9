package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Workers;

/**
 * Finds nearly the nearest neighbours: of the inverted lists whose centroids are nearest to a query, the entries whose
 * codes are nearest, and, where asked, of these the nearest by true distance.
 *
 * <p>Along the index's axes a query q, a list's centroid c and what an entry's code adds to it, r, are ‖q-c-r‖² =
 * (‖q-c‖²) + (‖r‖² + 2c·r) - 2q·r apart. The first term is known from the choice of lists, the second is stored with the
 * entry, the third is the sum of one number for each part of the code, from a table that is made once for a query, not
 * once for each list.
 *
 * <p>Distances that are not re-ranked are those estimates: along the axes only, and to what the codes stand for.
 */
public final class IvfPqSearch implements NeighborSearch {
    /** Queries at a time: a picture's 784 are 14 times as many, an even share for 2 threads or 7. */
    private static final int QUERIES = 56;

    private final FloatMatrix bank;
    private final IvfPqIndex index;
    private final int probes;
    private final int rerank;
    private final Passes passes;

    private IvfPqSearch(
            final FloatMatrix bank, final IvfPqIndex index, final int probes, final int rerank, final Workers workers) {
        this.bank = bank;
        this.index = index;
        this.probes = Math.min(probes, index.lists());
        this.rerank = Math.min(rerank, bank.rows());
        this.passes = new Passes(bank.rows(), workers, this::pass);
    }

    /**
     * Searches a bank.
     *
     * @param bank {@code [n, d]}, kept and not changed; may be mapped and larger than memory
     * @param index of that bank; kept
     * @param method how many lists to probe and entries to re-rank
     * @param workers threads to use, not closed here; the neighbours do not depend on them
     */
    public static IvfPqSearch over(
            final FloatMatrix bank, final IvfPqIndex index, final SearchMethod.IvfPq method, final Workers workers) {
        if (index.rows().capacity() != bank.rows() || index.axes().dimension() != bank.columns()) {
            throw new IllegalArgumentException("the index is not of this bank");
        }
        return new IvfPqSearch(bank, index, method.probes(), method.rerank(), workers);
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
     * Nearly the {@code k} nearest rows of each query. Where the lists probed hold fewer than that, further ones are.
     *
     * @throws io.blemish.InputException where a query's value is not finite
     */
    @Override
    public Neighbors search(final float[] queries, final int count, final int k) {
        return passes.search(queries, count, k, QUERIES);
    }

    private Pass pass() {
        final Probe probe = new Probe(bank, index, QUERIES);
        return (queries, from, to, neighbors) -> probe.search(queries, from, to, probes, rerank, neighbors);
    }

    @Override
    public void close() {
        passes.clear();
    }
}
