package io.blemish.search;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.util.Optional;

/** Everything that a method computes of a bank before the first query. A model file keeps it, so that opening is fast. */
public interface SearchIndex {
    /**
     * Searches the bank that the index was built of.
     *
     * @param bank {@code [n, d]}, kept and not changed; may be mapped and larger than memory
     * @param workers threads to use, not closed here; the neighbours do not depend on them
     * @return the search, to be closed by the caller
     * @throws IllegalArgumentException if the bank has another shape than the indexed one
     */
    NeighborSearch over(FloatMatrix bank, Workers workers);

    /**
     * {@return an index of a bank that has grown, with the same neighbours as a new one, made of this index in less time; empty
     * if the method has no such way}
     *
     * @param bank begins with the rows of the bank that this index was built of; finite, kept and not changed
     * @param workers threads to use, open as long as the index is used
     */
    default Optional<SearchIndex> grown(final FloatMatrix bank, final Workers workers) {
        return Optional.empty();
    }

    /** {@return whether a search may miss nearest neighbours, so that there is a recall to measure} */
    boolean approximate();

    /**
     * Describes the index in {@code model.json}.
     *
     * @param recall as measured on held-out patches; empty if the search is exact, or until it is measured
     * @return the method, its options and the recall
     */
    SearchDescription description(Optional<Recall> recall);

    /**
     * Writes the index into a model file.
     *
     * @param writer of the file
     * @throws IOException if the disk does not take it
     */
    void write(ArtifactWriter writer) throws IOException;
}
