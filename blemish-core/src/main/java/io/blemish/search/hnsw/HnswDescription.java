package io.blemish.search.hnsw;

import io.blemish.artifact.Ranges;
import io.blemish.search.Recall;
import io.blemish.search.SearchDescription;
import java.util.Locale;
import java.util.Optional;

/**
 * Describes a graph in layers.
 *
 * @param hnswM how many neighbours a row has on a layer at most
 * @param efConstruction how many candidates were kept when the graph was built
 * @param efSearch how many candidates are kept when it is searched
 * @param rerank how many rows are compared by their true distance
 * @param recall measured when the model was fitted; empty until then
 */
public record HnswDescription(int hnswM, int efConstruction, int efSearch, int rerank, Optional<Recall> recall)
        implements SearchDescription {
    /**
     * Checks the ranges, which are those of the method.
     *
     * @param hnswM how many neighbours a row has on a layer at most
     * @param efConstruction how many candidates were kept when the graph was built
     * @param efSearch how many candidates are kept when it is searched
     * @param rerank how many rows are compared by their true distance
     * @param recall measured when the model was fitted; empty until then
     */
    public HnswDescription {
        Ranges.present(recall, "recall");
        new HnswMethod(hnswM, efConstruction, efSearch, rerank);
    }

    @Override
    public HnswMethod method() {
        return new HnswMethod(hnswM, efConstruction, efSearch, rerank);
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "hnsw, %d links a row, %d candidates, %s%s",
                hnswM,
                efSearch,
                rerank == 0 ? "not re-ranked" : rerank + " re-ranked",
                recall.map(Recall::summary).orElse(""));
    }
}
