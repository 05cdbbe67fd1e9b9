package io.blemish.search.ivfpq;

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

/** A bank in inverted lists of product codes. */
final class IvfPqIndex implements SearchIndex {
    /**
     * Axes at most. Of magnetic tiles' patches they hold 93% of the variance. With 512, or with the norm of the rest in the
     * estimate, fewer nearest neighbours are found.
     */
    static final int MAX_AXES = 256;

    /** Queries at a time: a picture's 784 are 14 times as many, which is an even share for 2 threads or 7. */
    private static final int QUERIES = 56;

    private final IvfPqMethod method;
    private final PrincipalAxes axes;
    private final FloatMatrix centroids;
    private final FloatMatrix codebooks;
    private final InvertedLists lists;

    /**
     * Puts an index together.
     *
     * @param method whose options it is searched with
     * @param axes along which entries are coded, {@code [r, d]}, those of one part side by side
     * @param centroids of the lists, {@code [lists, r]}
     * @param codebooks the vectors that the codes represent, transposed: a row for each of the {@code r} coordinates, a column
     *     for each code
     * @param lists the entries
     * @throws IllegalArgumentException if the parts do not belong together
     */
    IvfPqIndex(
            final IvfPqMethod method,
            final PrincipalAxes axes,
            final FloatMatrix centroids,
            final FloatMatrix codebooks,
            final InvertedLists lists) {
        requireFitting(centroids.rows() == lists.count()
                && centroids.columns() == axes.count()
                && codebooks.rows() == axes.count()
                && codebooks.columns() <= 1 << Byte.SIZE
                && axes.count() % lists.parts() == 0);
        this.method = method;
        this.axes = axes;
        this.centroids = centroids;
        this.codebooks = codebooks;
        this.lists = lists;
    }

    static void requireFitting(final boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("the parts of the search index do not belong together");
        }
    }

    @Override
    public NeighborSearch over(final FloatMatrix bank, final Workers workers) {
        if (lists.entries() != bank.rows() || axes.dimension() != bank.columns()) {
            throw new IllegalArgumentException("the index is not of this bank");
        }
        return new ParallelSearch(
                bank, workers, count -> QUERIES, () -> new IvfPqSearcher(bank, this, method, QUERIES));
    }

    @Override
    public boolean approximate() {
        return true;
    }

    @Override
    public IvfPqDescription description(final Optional<Recall> recall) {
        return new IvfPqDescription(lists.count(), method.nprobe(), method.m(), method.bits(), method.rerank(), recall);
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        IvfPqEntries.write(writer, this);
    }

    PrincipalAxes axes() {
        return axes;
    }

    FloatMatrix centroids() {
        return centroids;
    }

    FloatMatrix codebooks() {
        return codebooks;
    }

    InvertedLists lists() {
        return lists;
    }
}
