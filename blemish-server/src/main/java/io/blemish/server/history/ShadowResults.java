package io.blemish.server.history;

import io.blemish.prediction.Decision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What shadows made of the pictures that active versions judged. */
public final class ShadowResults {
    private final History history;

    ShadowResults(final History history) {
        this.history = history;
    }

    /**
     * The verdicts of an active version that a shadow was to follow.
     *
     * @param model its name
     * @param active the version that decides
     * @param shadow the version that is its shadow
     * @param since when the shadow began
     * @param until when it was stopped; empty if it goes on
     */
    public record Pair(String model, String active, String shadow, Instant since, Optional<Instant> until) {
        Condition condition() {
            final Condition condition = new Condition();
            condition.and("model = ?", model);
            condition.and("version = ?", active);
            condition.and("id >= ?", VerdictIds.lowest(since));
            until.ifPresent(time -> condition.and("id < ?", VerdictIds.lowest(time)));
            condition.and("(shadow_version IS NULL OR shadow_version = ?)", shadow);
            return condition;
        }
    }

    /**
     * Records what a shadow made of a picture. Nothing happens if its verdict is gone.
     *
     * @param id of the verdict
     * @throws HistoryException if the database does not take it
     */
    public void record(final String id, final ShadowResult result) {
        history.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(ShadowRow.UPDATE)) {
                ShadowRow.set(update, id, result);
                return update.executeUpdate();
            }
        });
    }

    /** Compares the verdicts of both versions. */
    public ShadowCounts counts(final Pair pair) {
        return history.read(connection -> {
            final Count count = new Count(pair);
            final Condition condition = pair.condition();
            try (PreparedStatement query = connection.prepareStatement("SELECT " + ShadowRow.VERDICT
                    + " AS verdict, shadow_version, shadow_verdict, label, COUNT(*) FROM prediction"
                    + condition.where() + " GROUP BY verdict, shadow_version, shadow_verdict, label")) {
                condition.set(query, 1);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        count.add(rows);
                    }
                }
            }
            return count.result(count.failed > 0 ? lastProblem(connection, pair) : Optional.empty());
        });
    }

    private static Optional<String> lastProblem(final Connection connection, final Pair pair) throws SQLException {
        final Condition condition = pair.condition();
        condition.and("shadow_problem IS NOT NULL");
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT shadow_problem FROM prediction" + condition.where() + " ORDER BY id DESC LIMIT 1")) {
            condition.set(query, 1);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** Adds up the rows. */
    private static final class Count {
        private final Pair pair;
        private final Map<Decision, Map<Decision, Long>> pairs = new EnumMap<>(Decision.class);
        private final LabelTally active = new LabelTally();
        private final LabelTally shadow = new LabelTally();
        private long verdicts;
        private long judged;
        private long failed;
        private long onlyActiveRight;
        private long onlyShadowRight;

        Count(final Pair pair) {
            this.pair = pair;
        }

        void add(final ResultSet row) throws SQLException {
            final long pictures = row.getLong(5);
            verdicts += pictures;
            final Optional<Decision> ofShadow =
                    Optional.ofNullable(row.getString(3)).map(ShadowRow::decision);
            if (ofShadow.isEmpty()) {
                failed += row.getString(2) == null ? 0 : pictures;
                return;
            }
            judged += pictures;
            final Decision ofActive = ShadowRow.decision(row.getString(1));
            pairs.computeIfAbsent(ofActive, key -> new EnumMap<>(Decision.class))
                    .merge(ofShadow.get(), pictures, Long::sum);
            Optional.ofNullable(row.getString(4))
                    .flatMap(Label.Opinion::of)
                    .map(opinion -> Truth.of(opinion, ofActive == Decision.DEFECT))
                    .ifPresent(truth -> add(truth, ofActive, ofShadow.get(), pictures));
        }

        private void add(final Truth truth, final Decision ofActive, final Decision ofShadow, final long pictures) {
            active.add(truth, ofActive, pictures);
            shadow.add(truth, ofShadow, pictures);
            final boolean activeRight = isRight(ofActive, truth);
            final boolean shadowRight = isRight(ofShadow, truth);
            onlyActiveRight += activeRight && !shadowRight ? pictures : 0;
            onlyShadowRight += shadowRight && !activeRight ? pictures : 0;
        }

        private static boolean isRight(final Decision verdict, final Truth truth) {
            return (verdict == Decision.DEFECT) == (truth == Truth.DEFECT);
        }

        ShadowCounts result(final Optional<String> lastProblem) {
            return new ShadowCounts(
                    verdicts,
                    judged,
                    failed,
                    lastProblem,
                    pairs,
                    active.counts(pair.model(), pair.active()),
                    shadow.counts(pair.model(), pair.shadow()),
                    onlyActiveRight,
                    onlyShadowRight);
        }
    }
}
