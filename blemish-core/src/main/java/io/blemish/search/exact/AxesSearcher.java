package io.blemish.search.exact;

import io.blemish.array.FloatMatrix;
import io.blemish.array.MatrixProduct;
import io.blemish.search.Neighbors;
import io.blemish.search.exact.pruning.Query;
import io.blemish.search.exact.pruning.RowComparer;
import io.blemish.search.vector.CandidateQueue;
import io.blemish.search.vector.Searcher;
import java.util.stream.Stream;

/** Searches along the leading principal axes: the scores of a block of rows and all queries are one product of matrices. */
final class AxesSearcher implements Searcher {
    /** Rows of one product. With 400 queries its result fits a core's own cache. */
    private static final int BLOCK = 256;

    private final FloatMatrix bank;
    private final ExactIndex index;
    private final Projector projector;
    private final MatrixProduct product;
    private final float[] minima;
    private final float[] scores = new float[BLOCK];
    private final float[] trailing;
    private final RowComparer rows;
    private final CandidateQueue[] candidates;

    /**
     * Allocates buffers.
     *
     * @param queries how many queries are searched for at once, at most
     */
    AxesSearcher(final FloatMatrix bank, final ExactIndex index, final Projector projector, final int queries) {
        this.bank = bank;
        this.index = index;
        this.projector = projector;
        this.product = new MatrixProduct(queries, Math.min(BLOCK, bank.rows()), projector.leadingWidth());
        this.minima = new float[queries];
        this.trailing = new float[projector.trailingWidth()];
        this.rows = new RowComparer(bank);
        this.candidates = Stream.generate(CandidateQueue::new).limit(queries).toArray(CandidateQueue[]::new);
    }

    @Override
    public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
        final Projections projections = projector.project(queries, from, to - from);
        final Query[] some = new Query[to - from];
        rows.begin(queries);
        for (int q = 0; q < some.length; q++) {
            final ProjectionBounds bounds = new ProjectionBounds(index, projector, projections, q, trailing);
            some[q] = new Query(from + q, bounds, rows, candidates[q], neighbors.k());
            product.left().put(bounds.left());
        }
        for (int first = 0; first < bank.rows(); first += BLOCK) {
            scan(some, first, Math.min(BLOCK, bank.rows() - first));
        }
        for (final Query query : some) {
            query.finish(neighbors);
        }
    }

    private void scan(final Query[] queries, final int first, final int count) {
        product.right().put(index.leading().view(first, count));
        product.multiply(queries.length, count);
        product.minima().get(minima, 0, queries.length);
        for (int q = 0; q < queries.length; q++) {
            if (queries[q].admits(minima[q])) {
                product.product().get(q * count, scores, 0, count);
                queries[q].scan(first, scores, count, minima[q]);
            }
        }
    }
}
