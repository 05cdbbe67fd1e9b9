package io.blemish.server.history;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A note beside a history in a file that it was begun, so that a history that is gone later is not begun anew in silence. */
final class BegunHistory {
    private static final String TEXT = "The history beside this file holds verdicts. Without it no server starts here;"
            + " delete this file to begin a new one.\n";

    private final Path database;
    private final Path note;

    BegunHistory(final Path database) {
        this.database = database;
        this.note = database.resolveSibling(database.getFileName() + ".begun");
    }

    /**
     * Checks that a history which was begun is still there.
     *
     * @throws BlemishException if it is not
     */
    void check() {
        if (Files.exists(note) && !hasVerdicts()) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "The history " + database + " is gone or has been emptied. Put it back from a copy, or delete "
                            + note + " to begin a new one.");
        }
    }

    private boolean hasVerdicts() {
        if (Files.notExists(database)) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'prediction'")) {
            return tables.getInt(1) > 0;
        } catch (final SQLException e) {
            // It is there and cannot be read; whoever opens it says why.
            return true;
        }
    }

    /** Notes that it was begun. A disk without room for that has none for verdicts either, and says so when one comes. */
    void note() {
        try {
            if (Files.notExists(note)) {
                Files.writeString(note, TEXT);
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, note + " cannot be written (" + e.getMessage() + "). Check --data.", e);
        }
    }
}
