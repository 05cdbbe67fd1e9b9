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
import java.util.Optional;

/** A note on the server's disk that a history was begun, so that one that is gone later is not begun anew in silence. */
final class BegunHistory {
    private static final String TABLE = "prediction";

    private final String history;
    private final String url;
    private final Optional<Path> file;
    private final Path note;
    private final String text;

    private BegunHistory(final String history, final String url, final Optional<Path> file, final Path note) {
        this.history = history;
        this.url = url;
        this.file = file;
        this.note = note;
        this.text = "The history " + history + " holds verdicts. Without it no server starts here; delete this file to"
                + " begin a new one.\n";
    }

    /** The history in an SQLite file, with its note beside it. */
    static BegunHistory inFile(final Path file) {
        return new BegunHistory(
                file.toString(),
                "jdbc:sqlite:" + file,
                Optional.of(file),
                file.resolveSibling(file.getFileName() + ".begun"));
    }

    /** The history in a database server, with its note in a folder. */
    static BegunHistory inDatabase(final String url, final Path folder) {
        return new BegunHistory(withoutPassword(url), url, Optional.empty(), folder.resolve("database.begun"));
    }

    /** The address of a database without its parameters, which can hold a password. */
    static String withoutPassword(final String url) {
        return url.replaceAll("[?].*", "");
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
                    "The history " + history + " is gone or has been emptied. Put it back from a copy, or delete "
                            + note + " to begin a new one.");
        }
    }

    private boolean hasVerdicts() {
        // To connect would make the file.
        if (file.filter(Files::notExists).isPresent()) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), TABLE, new String[] {"TABLE"})) {
            return tables.next();
        } catch (final SQLException e) {
            // It is there and cannot be read; whoever opens it says why.
            return true;
        }
    }

    /** Notes that it was begun. A disk without room for that has none for verdicts either, and says so when one comes. */
    void note() {
        try {
            if (Files.notExists(note)) {
                Files.writeString(note, text);
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, note + " cannot be written (" + e.getMessage() + "). Check --data.", e);
        }
    }
}
