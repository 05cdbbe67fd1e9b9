package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history in a file. */
class SqliteHistoryTest extends HistoryContract {
    @TempDir
    private Path folder;

    private History history;

    @BeforeEach
    void open() {
        history = History.in(folder.resolve("history.db"));
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
    void itIsThereAgainWhenItIsOpenedAgain() {
        history.remember("0123456789ab", io.blemish.image.Preprocessing.PAPER);
        history.close();
        history = History.in(folder.resolve("history.db"));

        assertThat(history.preprocessing("0123456789ab")).isEqualTo(Optional.of(io.blemish.image.Preprocessing.PAPER));
    }
}
