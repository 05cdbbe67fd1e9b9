package io.blemish.search.exact;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Recall;
import io.blemish.search.SearchIndex;
import io.blemish.search.vector.PrincipalAxes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The index of a bank, built when it is first needed. A fit makes a bank for each fold and writes none of them. If they are small,
 * finding their principal axes would take longer than the searches that they speed up: half of the time of a fit of few pictures.
 */
final class DeferredIndex implements SearchIndex {
    /** With more rows, principal axes save more time in a fold's searches than they take to find. */
    private static final int MOST_ALONG_COORDINATES = 512;

    private final FloatMatrix bank;
    private final Workers workers;
    private @Nullable ExactIndex built;

    /**
     * Builds nothing yet.
     *
     * @param bank {@code [n, d]}, finite, at least one row; kept and not changed
     * @param workers threads to build with, open as long as this is used
     */
    DeferredIndex(final FloatMatrix bank, final Workers workers) {
        this.bank = bank;
        this.workers = workers;
    }

    private synchronized ExactIndex built() {
        if (built == null) {
            built = ExactIndex.of(bank, workers);
        }
        return built;
    }

    @Override
    public NeighborSearch over(final FloatMatrix searched, final Workers threads) {
        ExactSearch.requireShape(searched, bank.rows(), bank.columns());
        return ExactSearch.over(searched, () -> PrincipalAxes.meanOf(bank), this::searched, threads);
    }

    private ExactIndex searched() {
        return bank.rows() <= MOST_ALONG_COORDINATES ? ExactIndex.alongCoordinates(bank, workers) : built();
    }

    @Override
    public boolean approximate() {
        return false;
    }

    @Override
    public ExactDescription description(final Optional<Recall> recall) {
        return new ExactDescription();
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        built().write(writer);
    }
}
