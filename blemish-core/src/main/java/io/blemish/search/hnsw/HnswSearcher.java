package io.blemish.search.hnsw;

import io.blemish.array.FloatMatrix;
import io.blemish.search.Neighbors;
import io.blemish.search.vector.Reranker;
import io.blemish.search.vector.Rotation;
import io.blemish.search.vector.ScoredRow;
import io.blemish.search.vector.Searcher;
import java.util.Arrays;

/** Searches the graph along the axes and re-ranks the rows that it finds, if asked to. */
final class HnswSearcher implements Searcher {
    private final StoredGraph graph;
    private final int size;
    private final int width;
    private final int rerank;
    private final Rotation rotation;
    private final GraphSearcher searcher;
    private final float[] coordinates;
    private final float[] point;
    private final Reranker reranker;

    /**
     * Allocates buffers.
     *
     * @param queries how many queries are searched for at once, at most
     */
    HnswSearcher(final FloatMatrix bank, final HnswIndex index, final HnswMethod method, final int queries) {
        this.graph = index.graph();
        this.size = bank.rows();
        this.rerank = Math.min(method.rerank(), size);
        this.width = Math.max(method.efSearch(), rerank);
        this.rotation = new Rotation(index.axes(), queries);
        this.searcher = new GraphSearcher(index.coordinates(), 2 * graph.m());
        this.coordinates = new float[queries * index.axes().count()];
        this.point = new float[index.axes().count()];
        this.reranker = new Reranker(bank);
    }

    @Override
    public void search(final float[] queries, final int from, final int to, final Neighbors neighbors) {
        rotation.rotate(queries, from, to - from, coordinates);
        for (int q = from; q < to; q++) {
            System.arraycopy(coordinates, (q - from) * point.length, point, 0, point.length);
            final long[] found = found(neighbors.k());
            if (rerank > 0) {
                reranker.rerank(queries, q, found, Math.max(rerank, neighbors.k()), neighbors);
            } else {
                write(q, found, neighbors);
            }
        }
    }

    /** The candidates at the end of a search, at least {@code fewest}. */
    private long[] found(final int fewest) {
        if (width >= size) {
            return all();
        }
        final long[] start = {searcher.descend(graph, point, 1)};
        final long[] found = searcher.search(graph, point, start, 0, Math.max(width, fewest));
        return found.length < fewest ? all() : found;
    }

    /** All rows, for a search that keeps as many candidates or reaches too few. */
    private long[] all() {
        final long[] all = new long[size];
        for (int row = 0; row < all.length; row++) {
            all[row] = ScoredRow.of(searcher.squared(point, row), row);
        }
        Arrays.sort(all);
        return all;
    }

    private static void write(final int q, final long[] found, final Neighbors neighbors) {
        for (int i = 0; i < neighbors.k(); i++) {
            neighbors.indices()[q * neighbors.k() + i] = ScoredRow.row(found[i]);
            neighbors.distances()[q * neighbors.k() + i] = (float) Math.sqrt(ScoredRow.score(found[i]));
        }
    }
}
