package io.blemish.server.history;

import io.blemish.artifact.Json;
import io.blemish.prediction.Region;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/** A verdict as a row of the table {@code prediction}. */
final class VerdictRow {
    private static final String COLUMNS = "id, time_ms, model, version, name, score, threshold, review_threshold,"
            + " pixel_threshold, anomalous, width, height, regions, picture_sha256";

    static final String INSERT =
            "INSERT INTO prediction (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** What {@link #get} reads. */
    static final String ALL_COLUMNS = COLUMNS + ", label, note, " + ShadowRow.COLUMNS;

    static final String SELECT = "SELECT " + ALL_COLUMNS + " FROM prediction";

    private VerdictRow() {}

    static void set(final PreparedStatement insert, final Verdict verdict) throws SQLException {
        int column = 1;
        insert.setString(column++, verdict.id());
        insert.setLong(column++, verdict.time().toEpochMilli());
        insert.setString(column++, verdict.model());
        insert.setString(column++, verdict.version());
        insert.setString(column++, verdict.name().orElse(null));
        insert.setDouble(column++, verdict.score());
        insert.setDouble(column++, verdict.threshold());
        if (verdict.reviewThreshold().isPresent()) {
            insert.setDouble(column++, verdict.reviewThreshold().get());
        } else {
            insert.setNull(column++, Types.DOUBLE);
        }
        insert.setDouble(column++, verdict.pixelThreshold());
        insert.setInt(column++, verdict.anomalous() ? 1 : 0);
        insert.setInt(column++, verdict.width());
        insert.setInt(column++, verdict.height());
        insert.setString(column++, Json.line(verdict.regions()));
        insert.setString(column, verdict.pictureSha256());
    }

    static Verdict get(final ResultSet row) throws SQLException {
        final Optional<String> note = Optional.ofNullable(row.getString("note"));
        return new Verdict(
                row.getString("id"),
                row.getString("model"),
                row.getString("version"),
                Optional.ofNullable(row.getString("name")),
                (float) row.getDouble("score"),
                (float) row.getDouble("threshold"),
                optional(row, "review_threshold"),
                (float) row.getDouble("pixel_threshold"),
                row.getInt("anomalous") == 1,
                row.getInt("width"),
                row.getInt("height"),
                regions(row.getString("regions")),
                row.getString("picture_sha256"),
                Optional.ofNullable(row.getString("label"))
                        .flatMap(Label.Opinion::of)
                        .map(opinion -> new Label(opinion, note)),
                ShadowRow.get(row));
    }

    static Optional<Float> optional(final ResultSet row, final String column) throws SQLException {
        final double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of((float) value);
    }

    private static List<Region> regions(final String json) {
        return List.of(Json.read(json.getBytes(StandardCharsets.UTF_8), Region[].class, "The history's regions"));
    }
}
