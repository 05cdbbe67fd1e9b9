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
import java.util.function.Supplier;
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
    private final Optional<Supplier<ExactIndex>> known;
    private @Nullable ExactIndex built;
    private @Nullable ExactIndex searched;

    /**
     * Builds nothing yet.
     *
     * @param bank {@code [n, d]}, finite, at least one row; kept and not changed
     * @param workers threads to build with, open as long as this is used
     */
    DeferredIndex(final FloatMatrix bank, final Workers workers) {
        this(bank, workers, Optional.empty());
    }

    /**
     * Builds nothing yet.
     *
     * @param bank {@code [n, d]}, finite; kept and not changed
     * @param workers threads to build with, open as long as this is used
     * @param known the index of the bank's first rows, whose axes are good enough for searches; a model file gets an index of
     *     all rows, so that axes do not age with many updates
     */
    DeferredIndex(final FloatMatrix bank, final Workers workers, final Optional<Supplier<ExactIndex>> known) {
        this.bank = bank;
        this.workers = workers;
        this.known = known;
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

    private synchronized ExactIndex searched() {
        if (searched == null) {
            searched = built == null ? inLessTime() : built;
        }
        return searched;
    }

    private ExactIndex inLessTime() {
        if (known.isPresent()) {
            return known.get().get().with(bank, workers);
        }
        return bank.rows() <= MOST_ALONG_COORDINATES ? ExactIndex.alongCoordinates(bank, workers) : built();
    }

    @Override
    public Optional<SearchIndex> grown(final FloatMatrix other, final Workers threads) {
        return Optional.of(new DeferredIndex(other, threads, Optional.of(this::searched)));
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
