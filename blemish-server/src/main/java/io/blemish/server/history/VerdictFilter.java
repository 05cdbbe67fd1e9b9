package io.blemish.server.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A choice of verdicts. A part that is empty does not restrict it.
 *
 * @param from the earliest time
 * @param to all verdicts are before this time
 * @param model the model's name
 * @param version the model's version
 * @param anomalous whether the score is above the threshold
 * @param review whether a person was to look at the picture
 * @param label the label
 * @param differs whether the shadow judged the picture and its verdict is another
 * @param minScore the lowest score
 * @param maxScore the highest score
 */
public record VerdictFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> model,
        Optional<String> version,
        Optional<Boolean> anomalous,
        Optional<Boolean> review,
        Optional<Labelled> label,
        Optional<Boolean> differs,
        Optional<Double> minScore,
        Optional<Double> maxScore) {
    /** Whether a person is to look at the picture; written as in the partial index, which is not used otherwise. */
    static final String TO_REVIEW = "anomalous = 0 AND score > review_threshold";

    /** All verdicts. */
    public static final VerdictFilter ALL = new VerdictFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** All verdicts of a model. */
    public static VerdictFilter ofModel(final String model) {
        return new VerdictFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(model),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with other times. */
    VerdictFilter between(final Instant earliest, final Instant end) {
        return new VerdictFilter(
                Optional.of(earliest),
                Optional.of(end),
                model,
                version,
                anomalous,
                review,
                label,
                differs,
                minScore,
                maxScore);
    }

    /** The label of a verdict. */
    public enum Labelled {
        /** Labelled right. */
        RIGHT,
        /** Labelled wrong. */
        WRONG,
        /** Labelled good, by the person that it was left to. */
        GOOD,
        /** Labelled defective, by the person that it was left to. */
        DEFECT,
        /** Without a label. */
        NONE
    }

    /** The condition on the table {@code prediction}. */
    Condition condition() {
        return condition(label.filter(which -> which != Labelled.NONE).isPresent()
                || differs.equals(Optional.of(true))
                || (review.equals(Optional.of(true)) && label.equals(Optional.of(Labelled.NONE))));
    }

    /**
     * The condition on the table {@code prediction}.
     *
     * @param few whether few verdicts of a model meet the other conditions, and a partial index has those. SQLite would search the index of
     *     models, and look up each of a model's verdicts, if the name were a bare column.
     */
    Condition condition(final boolean few) {
        final Condition condition = new Condition();
        from.ifPresent(time -> condition.and("id >= ?", VerdictIds.lowest(time)));
        to.ifPresent(time -> condition.and("id < ?", VerdictIds.lowest(time)));
        model.ifPresent(name -> condition.and(few ? "model || '' = ?" : "model = ?", name));
        version.ifPresent(id -> condition.and("version = ?", id));
        // Written as in the partial indexes, because those are not used for a parameter.
        anomalous.ifPresent(yes -> condition.and(yes ? "anomalous = 1" : "anomalous = 0"));
        review.ifPresent(yes -> condition.and(
                yes ? TO_REVIEW : "(anomalous = 1 OR review_threshold IS NULL OR score <= review_threshold)"));
        label.ifPresent(which -> condition.and(
                switch (which) {
                    case RIGHT -> "label IS NOT NULL AND label = 'right'";
                    case WRONG -> "label IS NOT NULL AND label = 'wrong'";
                    case GOOD -> "label IS NOT NULL AND label = 'good'";
                    case DEFECT -> "label IS NOT NULL AND label = 'defect'";
                    case NONE -> "label IS NULL";
                }));
        differs.ifPresent(yes -> condition.and("shadow_verdict " + (yes ? "<> " : "= ") + ShadowRow.VERDICT));
        minScore.ifPresent(score -> condition.and("score >= ?", score));
        maxScore.ifPresent(score -> condition.and("score <= ?", score));
        return condition;
    }
}
