package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blemish.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history in a PostgreSQL server of this machine; skipped if it has none. */
@Tag("long")
class PostgresHistoryTest extends HistoryContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Optional<LocalPostgres> postgres = Optional.empty();

    @TempDir
    private Path folder;

    private String url = "";
    private History history;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = LocalPostgres.start();
        assumeTrue(
                postgres.isPresent(),
                "skipped: this machine has no PostgreSQL (initdb and postgres on the PATH or in /usr/lib/postgresql)");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (postgres.isPresent()) {
            postgres.get().stop();
        }
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        url = postgres.orElseThrow().database("test" + DATABASES.incrementAndGet());
        history = History.inDatabase(url, folder);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Override
    History history() {
        return history;
    }

    @Test
    void aDatabaseThatHasBeenEmptiedIsNotBegunAnew() throws SQLException, IOException {
        history.close();
        History.inDatabase(url, folder).close();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
        final Path note = folder.resolve("database.begun");
        assertThatThrownBy(() -> History.inDatabase(url, folder))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("is gone or has been emptied")
                .hasMessageContaining(note.toString())
                .hasMessageNotContaining("user=");

        Files.delete(note);
        history = History.inDatabase(url, folder);
        assertThat(history.healthy()).isTrue();
    }
}
