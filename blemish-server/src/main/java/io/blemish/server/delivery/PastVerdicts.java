package io.blemish.server.delivery;

import io.blemish.server.history.History;
import io.blemish.server.history.HistoryException;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The verdicts of the history, for a receiver that asks for what it missed. Safe for use by many threads. */
public final class PastVerdicts {
    private final History history;
    private final Function<Verdict, byte[]> json;

    /**
     * Those of a history.
     *
     * @param history has them
     * @param json writes a verdict
     */
    public PastVerdicts(final History history, final Function<Verdict, byte[]> json) {
        this.history = history;
        this.json = json;
    }

    /**
     * One verdict.
     *
     * @param id its identifier
     * @throws HistoryException if the history cannot be read
     */
    public Optional<Verdict> find(final String id) {
        return history.find(id);
    }

    /**
     * The newest verdicts of a model, the last one first.
     *
     * @param model its name
     * @param limit how many at most
     * @throws HistoryException if the history cannot be read
     */
    public List<Verdict> newest(final String model, final int limit) {
        return history.newest(VerdictFilter.ofModel(model), Optional.empty(), limit);
    }

    /** A verdict as JSON in UTF-8, as it is delivered. */
    public byte[] json(final Verdict verdict) {
        return json.apply(verdict);
    }
}
