package io.blemish.detector.patchcore;

import io.blemish.search.SearchEntries;
import io.blemish.search.IvfPqEntries;
import io.blemish.search.HnswEntries;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.model.ModelDescription.ExactDescription;
import io.blemish.model.ModelDescription.HnswDescription;
import io.blemish.model.ModelDescription.IvfPqDescription;
import io.blemish.model.ModelDescription.SearchDescription;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.ExactSearch;
import io.blemish.search.HnswIndex;
import io.blemish.search.HnswSearch;
import io.blemish.search.IvfPqIndex;
import io.blemish.search.IvfPqSearch;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Recall;
import io.blemish.search.SearchIndex;
import io.blemish.search.SearchMethod;
import java.io.IOException;
import java.util.Optional;

/** How a memory bank is searched: the index that was made of it, and its entries in a model file. */
sealed interface BankSearch {
    /** Makes the index that a method needs. */
    static BankSearch of(
            final FloatMatrix bank,
            final SearchMethod method,
            final long seed,
            final Workers workers,
            final Progress progress) {
        if (method instanceof SearchMethod.IvfPq lists) {
            return new Lists(IvfPqIndex.of(bank, lists, seed, workers, progress), lists);
        }
        if (method instanceof SearchMethod.Hnsw graph) {
            return new Graph(HnswIndex.of(bank, graph, seed, workers, progress), graph);
        }
        return new Exact(SearchIndex.of(bank, workers));
    }

    /** Reads the index of a model file. */
    static BankSearch read(final SearchDescription description, final ArtifactFile file) {
        if (description instanceof IvfPqDescription lists) {
            return new Lists(IvfPqEntries.read(file), lists.method());
        }
        if (description instanceof HnswDescription graph) {
            return new Graph(HnswEntries.read(file), graph.method());
        }
        return new Exact(SearchEntries.read(file));
    }

    /** Searches the bank that this was made of. */
    NeighborSearch over(FloatMatrix bank, Workers workers);

    /**
     * What {@code model.json} says of it.
     *
     * @param recall as measured; present where the search is approximate
     */
    SearchDescription description(Optional<Recall> recall);

    /** Whether there is a recall to measure. */
    boolean approximate();

    /** Writes the index. */
    void write(ArtifactWriter writer) throws IOException;

    /**
     * Exact.
     *
     * @param index of the bank
     */
    record Exact(SearchIndex index) implements BankSearch {
        @Override
        public NeighborSearch over(final FloatMatrix bank, final Workers workers) {
            return ExactSearch.over(bank, index, workers);
        }

        @Override
        public SearchDescription description(final Optional<Recall> recall) {
            return new ExactDescription();
        }

        @Override
        public boolean approximate() {
            return false;
        }

        @Override
        public void write(final ArtifactWriter writer) throws IOException {
            SearchEntries.write(writer, index);
        }
    }

    /**
     * By inverted lists of product codes.
     *
     * @param index of the bank
     * @param method as asked for
     */
    record Lists(IvfPqIndex index, SearchMethod.IvfPq method) implements BankSearch {
        @Override
        public NeighborSearch over(final FloatMatrix bank, final Workers workers) {
            return IvfPqSearch.over(bank, index, method, workers);
        }

        @Override
        public SearchDescription description(final Optional<Recall> recall) {
            return new IvfPqDescription(
                    index.lists(),
                    method.probes(),
                    method.subspaces(),
                    method.bits(),
                    method.rerank(),
                    recall);
        }

        @Override
        public boolean approximate() {
            return true;
        }

        @Override
        public void write(final ArtifactWriter writer) throws IOException {
            IvfPqEntries.write(writer, index);
        }
    }

    /**
     * By a graph.
     *
     * @param index of the bank
     * @param method as asked for
     */
    record Graph(HnswIndex index, SearchMethod.Hnsw method) implements BankSearch {
        @Override
        public NeighborSearch over(final FloatMatrix bank, final Workers workers) {
            return HnswSearch.over(bank, index, method, workers);
        }

        @Override
        public SearchDescription description(final Optional<Recall> recall) {
            return new HnswDescription(
                    method.degree(), method.construction(), method.search(), method.rerank(), recall);
        }

        @Override
        public boolean approximate() {
            return true;
        }

        @Override
        public void write(final ArtifactWriter writer) throws IOException {
            HnswEntries.write(writer, index);
        }
    }
}
