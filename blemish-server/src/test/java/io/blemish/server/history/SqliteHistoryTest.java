package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.ResourceException;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void aHistoryOfAnEarlierBuildIsRead() throws IOException {
        history.close();
        final Path earlier = folder.resolve("earlier.db");
        try (InputStream in = Objects.requireNonNull(SqliteHistoryTest.class.getResourceAsStream("earlier.db"))) {
            Files.copy(in, earlier);
        }
        history = History.inFile(earlier);

        final Region dent = new Region(61, 176, 39, 38, 1049, 12.03343f, 79, 196);
        assertThat(history.newest(VerdictFilter.ALL, Optional.empty(), 10))
                .hasSize(2)
                .last()
                .isEqualTo(new Verdict(
                        "01a221cc-62ec-7000-a227-f9013a5d66ad",
                        "plate",
                        "47fab7a91909",
                        Optional.of("dent \"기어\".png"),
                        12.822975f,
                        9.155626f,
                        Optional.empty(),
                        8.940199f,
                        true,
                        256,
                        256,
                        List.of(dent),
                        "708c73b26baf16de5eb19af7ab58398077243fe7699de4070651f2c8fe2d55d5",
                        Optional.of(new Label(Label.Opinion.WRONG, Optional.of("dust"))),
                        Optional.empty()));
        assertThat(history.preprocessing("47fab7a91909")).hasValue(Preprocessing.squash(224));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "empty", "without tables"})
    void aHistoryThatIsGoneIsNotBegunAnew(final String how) throws Exception {
        history.close();
        final Path file = folder.resolve("history.db");
        final Path note = folder.resolve("history.db.begun");
        switch (how) {
            case "deleted" -> Files.delete(file);
            case "empty" -> Files.write(file, new byte[0]);
            default -> {
                Files.delete(file);
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                        Statement statement = connection.createStatement()) {
                    statement.executeUpdate("CREATE TABLE other (x)");
                }
            }
        }
        assertThatThrownBy(() -> History.inFile(file))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("is gone or has been emptied")
                .hasMessageContaining(note.toString());

        Files.delete(note);
        Files.deleteIfExists(file);
        history = History.inFile(file);
        assertThat(history.healthy()).isTrue();
    }

    @Test
    void theHealthIsToldWhileAllReadersAreHeld() throws Exception {
        final int readers = 4;
        final CountDownLatch held = new CountDownLatch(readers);
        final CountDownLatch end = new CountDownLatch(1);
        final List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> history.read(connection -> {
                        held.countDown();
                        try {
                            end.await();
                        } catch (final InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return true;
                    }),
                    task -> new Thread(task).start()));
        }
        held.await();
        // With the readers' connections this would fail, after ten seconds.
        assertThat(history.healthy()).isTrue();
        end.countDown();
        assertThat(all).allSatisfy(reader -> assertThat(reader.join()).isTrue());
    }

    @Test
    void oneSpoiltRowDoesNotHideTheOthers() throws Exception {
        history.close();
        final Path earlier = folder.resolve("earlier.db");
        try (InputStream in = Objects.requireNonNull(SqliteHistoryTest.class.getResourceAsStream("earlier.db"))) {
            Files.copy(in, earlier);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + earlier);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE prediction SET regions = '[{' WHERE id = (SELECT MAX(id) FROM prediction)");
        }
        history = History.inFile(earlier);

        assertThat(history.newest(VerdictFilter.ALL, Optional.empty(), 10)).hasSize(1);
        assertThat(history.oldest(VerdictFilter.ALL, Optional.empty(), 10)).hasSize(1);
    }
}
