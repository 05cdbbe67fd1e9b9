package io.blemish.search.hnsw;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Recall;
import io.blemish.search.SearchIndex;
import io.blemish.search.vector.ParallelSearch;
import io.blemish.search.vector.PrincipalAxes;
import java.io.IOException;
import java.util.Optional;

/** A bank as a graph in layers, with the coordinates by which its rows are compared. */
final class HnswIndex implements SearchIndex {
    /**
     * Axes at most. With these and re-ranking, 98% of the nearest of 80,000 patches of magnetic tiles are found. Other numbers
     * were not tried.
     */
    static final int MAX_AXES = 128;

    /** Queries at a time: a picture's 784 are 14 times as many, which is an even share for 2 threads or 7. */
    private static final int QUERIES = 56;

    private final HnswMethod method;
    private final PrincipalAxes axes;
    private final FloatMatrix coordinates;
    private final StoredGraph graph;

    /**
     * Puts an index together.
     *
     * @param method whose options it is searched with
     * @param axes along which rows are compared, {@code [r, d]}
     * @param coordinates of the rows along the axes, {@code [n, r]}
     * @param graph of the rows
     * @throws IllegalArgumentException if the parts do not belong together
     */
    HnswIndex(
            final HnswMethod method, final PrincipalAxes axes, final FloatMatrix coordinates, final StoredGraph graph) {
        requireFitting(coordinates.columns() == axes.count());
        this.method = method;
        this.axes = axes;
        this.coordinates = coordinates;
        this.graph = graph;
    }

    static void requireFitting(final boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("the parts of the search index do not belong together");
        }
    }

    @Override
    public NeighborSearch over(final FloatMatrix bank, final Workers workers) {
        if (coordinates.rows() != bank.rows() || axes.dimension() != bank.columns()) {
            throw new IllegalArgumentException("the index is not of this bank");
        }
        return new ParallelSearch(bank, workers, count -> QUERIES, () -> new HnswSearcher(bank, this, method, QUERIES));
    }

    @Override
    public boolean approximate() {
        return true;
    }

    @Override
    public HnswDescription description(final Optional<Recall> recall) {
        return new HnswDescription(method.m(), method.efConstruction(), method.efSearch(), method.rerank(), recall);
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        HnswEntries.write(writer, this);
    }

    PrincipalAxes axes() {
        return axes;
    }

    FloatMatrix coordinates() {
        return coordinates;
    }

    StoredGraph graph() {
        return graph;
    }
}
