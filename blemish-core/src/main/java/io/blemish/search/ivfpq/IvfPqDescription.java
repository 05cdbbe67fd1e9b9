package io.blemish.search.ivfpq;

import io.blemish.artifact.Ranges;
import io.blemish.search.Recall;
import io.blemish.search.SearchDescription;
import java.util.Locale;
import java.util.Optional;

/**
 * Describes an index of inverted lists and product codes.
 *
 * @param nlist into how many lists the bank is divided
 * @param nprobe how many of them are searched
 * @param pqM how many parts a code has
 * @param pqBits of a part
 * @param rerank how many entries are compared by their true distance
 * @param recall measured when the model was fitted; empty until then
 */
public record IvfPqDescription(int nlist, int nprobe, int pqM, int pqBits, int rerank, Optional<Recall> recall)
        implements SearchDescription {
    /**
     * Checks the ranges, which are those of the method.
     *
     * @param nlist into how many lists the bank is divided
     * @param nprobe how many of them are searched
     * @param pqM how many parts a code has
     * @param pqBits of a part
     * @param rerank how many entries are compared by their true distance
     * @param recall measured when the model was fitted; empty until then
     */
    public IvfPqDescription {
        Ranges.present(recall, "recall");
        new IvfPqMethod(nlist, nprobe, pqM, pqBits, rerank);
    }

    @Override
    public IvfPqMethod method() {
        return new IvfPqMethod(nlist, nprobe, pqM, pqBits, rerank);
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "ivfpq, %,d lists of which %d are searched, %d codes of %d bits, %s%s",
                nlist,
                Math.min(nprobe, nlist),
                pqM,
                pqBits,
                rerank == 0 ? "not re-ranked" : rerank + " re-ranked",
                recall.map(Recall::summary).orElse(""));
    }
}
