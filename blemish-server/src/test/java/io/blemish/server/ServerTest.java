package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.server.ServerOptions.Storage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of a server. */
class ServerTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderOfModelsThatDoesNotExistIsNamedAndNotMade() {
        final Path models = folder.resolve("modles");
        final ServerOptions usual = RunningServer.options(folder);
        final ServerOptions options = new ServerOptions(
                models,
                usual.listening(),
                usual.limits(),
                new Storage(models.resolve(".server"), Optional.empty(), 0),
                usual.execution());

        assertThatThrownBy(() -> Server.start(options))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("modles does not exist");
        assertThat(models).doesNotExist();
    }

    @Test
    void aServerThatCannotStartUnlocksItsFolder() throws Exception {
        assertThatThrownBy(() -> new RunningServer(
                        folder,
                        options -> new ServerOptions(
                                options.models(),
                                options.listening(),
                                options.limits(),
                                new Storage(options.storage().data(), Optional.of("jdbc:other:"), 0),
                                options.execution())))
                .isInstanceOf(BlemishException.class);

        try (RunningServer server = new RunningServer(folder)) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aServerWithoutAModelThatItHadIsNotReadyAndNamesIt() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        }
        Files.writeString(folder.resolve("models/plate.blemish"), "damaged");
        try (Stream<Path> versions = Files.list(folder.resolve("data/models/plate"))) {
            for (final Path version : versions.filter(file -> file.toString().endsWith(".blemish"))
                    .toList()) {
                Files.writeString(version, "damaged");
            }
        }

        try (RunningServer server = new RunningServer(folder)) {
            final HttpResponse<byte[]> ready = server.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(RunningServer.text(ready)).contains("plate");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }
}
