package io.blemish.server.history;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The history in a PostgreSQL server of this machine; skipped if it has none. */
class PostgresHistoryTest extends HistoryContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Optional<LocalPostgres> postgres = Optional.empty();

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
        history = History.inDatabase(postgres.orElseThrow().database("test" + DATABASES.incrementAndGet()));
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Override
    History history() {
        return history;
    }
}
