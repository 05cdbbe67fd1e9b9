package io.blemish.server.history;

import java.time.Instant;
import java.util.Optional;

/**
 * Which verdicts are asked for; whatever is empty does not matter.
 *
 * @param from not before this
 * @param to before this
 * @param model of this model
 * @param version of this version
 * @param anomalous of this decision
 * @param label with this label
 * @param minScore of this score or above
 * @param maxScore of this score or below
 */
public record VerdictFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> model,
        Optional<String> version,
        Optional<Boolean> anomalous,
        Optional<Labelled> label,
        Optional<Double> minScore,
        Optional<Double> maxScore) {
    /** All verdicts. */
    public static final VerdictFilter ALL = new VerdictFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Which label. */
    public enum Labelled {
        /** Called right. */
        RIGHT,
        /** Called wrong. */
        WRONG,
        /** Without a label. */
        NONE
    }

    /** The condition on the table. */
    Condition condition() {
        final Condition condition = new Condition();
        from.ifPresent(time -> condition.and("id >= ?", VerdictIds.lowest(time)));
        to.ifPresent(time -> condition.and("id < ?", VerdictIds.lowest(time)));
        model.ifPresent(name -> condition.and("model = ?", name));
        version.ifPresent(id -> condition.and("version = ?", id));
        // In the words of the partial indexes, which would not serve a parameter.
        anomalous.ifPresent(yes -> condition.and(yes ? "anomalous = 1" : "anomalous = 0"));
        label.ifPresent(which -> condition.and(
                switch (which) {
                    case RIGHT -> "label IS NOT NULL AND label = 'right'";
                    case WRONG -> "label IS NOT NULL AND label = 'wrong'";
                    case NONE -> "label IS NULL";
                }));
        minScore.ifPresent(score -> condition.and("score >= ?", score));
        maxScore.ifPresent(score -> condition.and("score <= ?", score));
        return condition;
    }
}
