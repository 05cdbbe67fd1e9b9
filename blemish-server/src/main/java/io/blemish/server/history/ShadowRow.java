package io.blemish.server.history;

import io.blemish.prediction.Decision;
import io.blemish.server.history.ShadowResult.Failed;
import io.blemish.server.history.ShadowResult.Judged;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;

/** What a shadow made of a picture, as columns of the table {@code prediction}. */
final class ShadowRow {
    static final String COLUMNS = "shadow_version, shadow_score, shadow_threshold, shadow_review_threshold,"
            + " shadow_verdict, shadow_problem";

    static final String UPDATE = "UPDATE prediction SET shadow_version = ?, shadow_score = ?, shadow_threshold = ?,"
            + " shadow_review_threshold = ?, shadow_verdict = ?, shadow_problem = ? WHERE id = ?";

    /** The verdict of the active version; written as in the partial index, which is not used otherwise. */
    static final String VERDICT =
            "CASE WHEN anomalous = 1 THEN 'defect' WHEN score > review_threshold THEN 'review' ELSE 'ok' END";

    private ShadowRow() {}

    static void set(final PreparedStatement update, final String id, final ShadowResult result) throws SQLException {
        update.setString(1, result.version());
        update.setString(7, id);
        if (result instanceof Judged judged) {
            update.setDouble(2, judged.score());
            update.setDouble(3, judged.threshold());
            if (judged.reviewThreshold().isPresent()) {
                update.setDouble(4, judged.reviewThreshold().get());
            } else {
                update.setNull(4, Types.DOUBLE);
            }
            update.setString(5, judged.verdict().word());
            update.setString(6, null);
        } else if (result instanceof Failed failed) {
            update.setNull(2, Types.DOUBLE);
            update.setNull(3, Types.DOUBLE);
            update.setNull(4, Types.DOUBLE);
            update.setString(5, null);
            update.setString(6, failed.problem());
        }
    }

    static Optional<ShadowResult> get(final ResultSet row) throws SQLException {
        final Optional<String> version = Optional.ofNullable(row.getString("shadow_version"));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        final Optional<Decision> verdict =
                Optional.ofNullable(row.getString("shadow_verdict")).map(ShadowRow::decision);
        return Optional.of(
                verdict.isEmpty()
                        ? new Failed(version.get(), row.getString("shadow_problem"))
                        : new Judged(
                                version.get(),
                                (float) row.getDouble("shadow_score"),
                                (float) row.getDouble("shadow_threshold"),
                                VerdictRow.optional(row, "shadow_review_threshold"),
                                verdict.get()));
    }

    /** The decision with a word. */
    static Decision decision(final String word) {
        return Decision.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
