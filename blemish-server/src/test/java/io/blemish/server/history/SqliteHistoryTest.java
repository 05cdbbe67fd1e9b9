package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.Preprocessing;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history in an SQLite file. */
class SqliteHistoryTest extends HistoryContract {
    @TempDir
    private Path folder;

    private History history;

    @BeforeEach
    void open() {
        history = History.inFile(folder.resolve("history.db"));
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
    void aHistoryThatIsOpenedAgainIsComplete() {
        history.recordVersion("0123456789ab", Preprocessing.PAPER);
        history.close();
        history = History.inFile(folder.resolve("history.db"));

        assertThat(history.preprocessing("0123456789ab")).isEqualTo(Optional.of(Preprocessing.PAPER));
    }
}
