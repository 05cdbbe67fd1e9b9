package io.blemish.search.ivfpq;

import io.blemish.array.FloatMatrix;
import io.blemish.search.Neighbors;
import io.blemish.search.ivfpq.kmeans.NearestCentroid;
import io.blemish.search.vector.Distance;
import io.blemish.search.vector.Reranker;
import io.blemish.search.vector.Rotation;
import io.blemish.search.vector.RowRange;
import io.blemish.search.vector.ScoredRow;
import io.blemish.search.vector.Searcher;
import io.blemish.search.vector.TopK;

/**
 * Searches the inverted lists that are nearest to a query.
 *
 * <p>Along the index's axes let q be a query, c a list's centroid and r the vector that an entry's code adds to it. Their
 * squared distance is ‖q-c-r‖² = (‖q-c‖²) + (‖r‖² + 2c·r) - 2q·r. The first term is known from the choice of lists, the second
 * is stored with the entry, and the third is the sum of one number for each part of the code, from a table that is filled once
 * for a query, not once for each list.
 */
final class IvfPqSearcher implements Searcher {
    private final InvertedLists lists;
    private final RowRange range;
    private final int nprobe;
    private final int rerank;
    private final Rotation rotation;
    private final NearestCentroid centroids;
    private final DistanceTable table;
    private final float[] coordinates;
    private final Reranker reranker;
    private byte[] codes = {};
    private float[] offsets = {};

    /**
     * Allocates buffers.
     *
     * @param queries how many queries are searched for at once, at most
     */
    IvfPqSearcher(final FloatMatrix bank, final IvfPqIndex index, final IvfPqMethod method, final int queries) {
        final int width = index.axes().count();
        this.lists = index.lists();
        this.range = new RowRange(bank.rows());
        this.nprobe = Math.min(method.nprobe(), lists.count());
        this.rerank = Math.min(method.rerank(), bank.rows());
        this.rotation = new Rotation(index.axes(), queries);
        this.centroids = new NearestCentroid(queries, lists.count(), width);
        this.table = new DistanceTable(index.codebooks(), lists.parts());
        this.coordinates = new float[queries * width];
        this.reranker = new Reranker(bank);
        final float[] all = new float[lists.count() * width];
        index.centroids().copyRows(0, lists.count(), all, 0);
        centroids.use(all, lists.count());
    }

    @Override
    public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
        final int width = rotation.width();
        final int most = Math.max(neighbors.k(), rerank);
        rotation.rotate(queries, from, to - from, coordinates);
        final float[] scores = centroids.scores(coordinates, 0, width, to - from);
        for (int q = from; q < to; q++) {
            final int at = (q - from) * width;
            table.fill(coordinates, at);
            final float square = Distance.squaredNorm(coordinates, at, width);
            final TopK found = probe(scores, (q - from) * lists.count(), square, nprobe, most, neighbors.k());
            if (rerank > 0) {
                reranker.rerank(queries, q, found.drain(), most, neighbors);
            } else {
                write(q, found, neighbors);
            }
        }
    }

    /**
     * Finds the {@code most} entries of the smallest estimates in the nearest lists. If these have fewer than {@code fewest}
     * entries, more lists are searched.
     */
    private TopK probe(
            final float[] scores,
            final int at,
            final float square,
            final int probes,
            final int most,
            final int fewest) {
        final TopK nearest = new TopK(probes);
        for (int list = 0; list < lists.count(); list++) {
            nearest.offer(scores[at + list], list);
        }
        final TopK found = new TopK(most);
        int seen = 0;
        for (final long scored : nearest.drain()) {
            final int list = ScoredRow.row(scored);
            seen += scan(list, square + scores[at + list], found);
        }
        return seen >= fewest ? found : probe(scores, at, square, Math.min(2 * probes, lists.count()), most, fewest);
    }

    /** Estimates the distance to each entry of a list. Returns how many there are. */
    private int scan(final int list, final float base, final TopK found) {
        final int start = lists.start(list);
        final int count = lists.size(list);
        makeRoom(count);
        lists.codes().copyRows(start, count, codes);
        lists.offsets().copyRows(start, count, offsets, 0);
        float bound = found.bound();
        for (int i = 0; i < count; i++) {
            final float estimate = base + offsets[i] + table.sum(codes, i);
            if (!(estimate > bound)) {
                found.offer(estimate, range.require(lists.rows().get(start + i)));
                bound = found.bound();
            }
        }
        return count;
    }

    private void makeRoom(final int count) {
        if (offsets.length < count) {
            codes = new byte[count * lists.parts()];
            offsets = new float[count];
        }
    }

    private static void write(final int q, final TopK found, final Neighbors neighbors) {
        int at = q * neighbors.k();
        for (final long scored : found.drain()) {
            neighbors.indices()[at] = ScoredRow.row(scored);
            // Rounding can make an estimate of nearly zero negative.
            neighbors.distances()[at++] = (float) Math.sqrt(Math.max(0, ScoredRow.score(scored)));
        }
    }
}
