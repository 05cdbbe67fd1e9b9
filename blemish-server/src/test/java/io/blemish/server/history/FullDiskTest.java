package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite says that the disk is full: work is refused, is not in the database, and goes on when there is room again. */
class FullDiskTest {
    @TempDir
    private Path folder;

    private HikariDataSource pool;
    private GroupCommit writer;

    @BeforeEach
    void open() throws SQLException {
        final HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("full.db") + "?journal_mode=WAL");
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        pool = new HikariDataSource(config);
        writer = new GroupCommit(pool);
        writer.submit(connection -> execute(connection, "CREATE TABLE verdict (text VARCHAR)"))
                .join();
    }

    @AfterEach
    void close() {
        writer.close();
        pool.close();
    }

    private static boolean execute(final Connection connection, final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private CompletableFuture<Boolean> insert() {
        return writer.submit(
                connection -> execute(connection, "INSERT INTO verdict VALUES ('" + "x".repeat(10_000) + "')"));
    }

    /** Lets the database of this connection grow no more, which SQLite reports as it does a full disk. */
    private void fill() {
        writer.submit(connection -> execute(connection, "PRAGMA max_page_count = 10"))
                .join();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        insert().join();
                    }
                })
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("full");
    }

    private int rows() throws SQLException {
        return writer.submit(connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM verdict")) {
                        return count.getInt(1);
                    }
                })
                .join();
    }

    @Test
    void workGoesOnWhenThereIsRoomAgain() throws SQLException {
        fill();
        assertThat(writer.failing()).isTrue();

        // The limit was one of the connection that failed, so that a new one has room.
        final int before = rows();
        insert().join();
        assertThat(rows()).isEqualTo(before + 1);
        assertThat(writer.failing()).isFalse();
    }

    @Test
    void whatWasRefusedIsNotRecordedAndWhatWasConfirmedIs() throws SQLException {
        writer.submit(connection -> execute(connection, "PRAGMA max_page_count = 40"))
                .join();
        final List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(insert());
        }
        int confirmed = 0;
        for (final CompletableFuture<Boolean> one : all) {
            try {
                one.join();
                confirmed++;
            } catch (final CompletionException refused) {
                assertThat(refused).hasMessageContaining("full");
            }
        }
        assertThat(rows()).isEqualTo(confirmed);
    }
}
