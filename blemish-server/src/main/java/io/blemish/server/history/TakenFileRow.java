package io.blemish.server.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A file as a row of the table {@code taken_file}. */
final class TakenFileRow {
    private static final String INSERT =
            "INSERT INTO taken_file (folder, name, bytes, modified_ms, prediction) VALUES (?, ?, ?, ?, ?)";
    private static final String SELECT =
            "SELECT prediction FROM taken_file WHERE folder = ? AND name = ? AND bytes = ? AND modified_ms = ?";
    private static final int PREDICTION = 5;

    private TakenFileRow() {}

    /**
     * Notes that a file was taken.
     *
     * @throws SQLException also if it was taken before, so that a verdict in the same transaction is not recorded twice
     */
    static void insert(final Connection connection, final TakenFile file, final Optional<String> verdict)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            set(insert, file);
            insert.setString(PREDICTION, verdict.orElse(null));
            insert.executeUpdate();
        }
    }

    static History.Taken find(final Connection connection, final TakenFile file) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT)) {
            set(query, file);
            try (ResultSet rows = query.executeQuery()) {
                return !rows.next()
                        ? History.Taken.NOT_YET
                        : rows.getString(1) == null ? History.Taken.REFUSED : History.Taken.JUDGED;
            }
        }
    }

    private static void set(final PreparedStatement statement, final TakenFile file) throws SQLException {
        int column = 1;
        statement.setString(column++, file.folder());
        statement.setString(column++, file.name());
        statement.setLong(column++, file.bytes());
        statement.setLong(column, file.modifiedMillis());
    }
}
