package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.WatchedFolder;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pictures that another program writes into a folder. */
@Tag("long")
class FolderWatchTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-11-24T12:00:00Z"));

    @TempDir
    private Path folder;

    private Path camera;

    @BeforeEach
    void make() throws IOException {
        camera = Files.createDirectory(folder.resolve("camera"));
    }

    static UnaryOperator<ServerOptions> watching(final Path camera, final String model, final boolean moving) {
        return RunningServer.connected(
                new Connections(List.of(new WatchedFolder(camera, new ModelName(model), moving)), List.of()));
    }

    private static List<String> names(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> judged(final RunningServer server) throws Exception {
        return RunningServer.json(server.get("/v1/predictions?limit=500"))
                .get("predictions")
                .valueStream()
                .map(verdict -> verdict.get("name").stringValue())
                .sorted()
                .toList();
    }

    @Test
    void aPictureIsJudgedOnceItIsWholeAndNeverHalf() throws Exception {
        final byte[] picture = TestModels.good();
        Files.write(camera.resolve("slow.png"), Arrays.copyOf(picture, picture.length / 2));
        Files.writeString(camera.resolve("notes.txt"), "no picture");
        try (RunningServer server = new RunningServer(folder, watching(camera, "plate", true))) {
            Files.write(camera.resolve("quick.png"), picture);
            Waiting.until("quick.png is done", () -> Files.exists(camera.resolve("done/quick.png")));
            assertThat(judged(server)).containsExactly("quick.png");
            assertThat(names(camera)).containsExactly("notes.txt", "slow.png");

            Files.write(
                    camera.resolve("slow.png"),
                    Arrays.copyOfRange(picture, picture.length / 2, picture.length),
                    StandardOpenOption.APPEND);
            Waiting.until("slow.png is done", () -> Files.exists(camera.resolve("done/slow.png")));
            assertThat(judged(server)).containsExactly("quick.png", "slow.png");
            final JsonNode last = RunningServer.json(server.get("/v1/predictions?limit=1"))
                    .get("predictions")
                    .get(0);
            assertThat(server.get("/v1/predictions/" + last.get("id").stringValue() + "/picture")
                            .body())
                    .isEqualTo(picture);
        }
    }

    @Test
    void aPictureThatIsRefusedAndOneWhoseNameIsTakenAreBothKept() throws Exception {
        Files.createDirectories(camera.resolve("done"));
        Files.writeString(camera.resolve("done/part.png"), "an earlier one");
        Files.write(camera.resolve("part.png"), TestModels.defect());
        Files.setLastModifiedTime(camera.resolve("part.png"), LONG_AGO);
        Files.writeString(camera.resolve("broken.png"), "not a picture");
        Files.setLastModifiedTime(camera.resolve("broken.png"), LONG_AGO);
        try (RunningServer server = new RunningServer(folder, watching(camera, "plate", true))) {
            Waiting.until("the folder is empty", () -> names(camera).isEmpty());
            assertThat(names(camera.resolve("failed"))).containsExactly("broken.png");
            assertThat(names(camera.resolve("done")))
                    .containsExactly("part-" + LONG_AGO.toMillis() + ".png", "part.png");
            assertThat(camera.resolve("done/part.png")).hasContent("an earlier one");
            assertThat(judged(server)).containsExactly("part.png");
            assertThat(RunningServer.text(server.get("/metrics")))
                    .contains("blemish_watched_total{model=\"plate\",outcome=\"judged\"} 1.0")
                    .contains("blemish_watched_total{model=\"plate\",outcome=\"refused\"} 1.0");
        }
    }

    @Test
    void filesThatAreLeftAreNotJudgedAgainAfterAStart() throws Exception {
        Files.write(camera.resolve("1.png"), TestModels.good());
        Files.writeString(camera.resolve("broken.png"), "not a picture");
        Files.setLastModifiedTime(camera.resolve("broken.png"), LONG_AGO);
        try (RunningServer server = new RunningServer(folder, watching(camera, "plate", false))) {
            Waiting.until("1.png is judged", () -> judged(server).equals(List.of("1.png")));
        }
        Files.write(camera.resolve("2.png"), TestModels.good());
        try (RunningServer server = new RunningServer(folder, watching(camera, "plate", false))) {
            Waiting.until("2.png is judged", () -> judged(server).equals(List.of("1.png", "2.png")));
        }
        assertThat(names(camera)).containsExactly("1.png", "2.png", "broken.png");
    }

    @Test
    @Tag("long")
    void everyFileHasOneVerdictThoughTheServerIsKilled() throws Exception {
        final int files = 24;
        for (int i = 0; i < files; i++) {
            Files.write(camera.resolve(String.format("%02d.png", i)), TestModels.good());
        }
        try (ServerProcess server = ServerProcess.start(folder, "--watch", camera.toString())) {
            Waiting.until("some are done", () -> names(camera.resolve("done")).size() >= 4);
            server.kill();
        }
        assertThat(names(camera)).isNotEmpty();
        try (RunningServer server = new RunningServer(folder, watching(camera, "plate", true))) {
            Waiting.until("all are done", () -> names(camera).isEmpty());
            assertThat(names(camera.resolve("done"))).hasSize(files);
            assertThat(judged(server)).hasSize(files).doesNotHaveDuplicates();
        }
    }

    @Test
    void aMissingFolderAndAnUnknownModelAreToldAtTheStart() {
        assertThatThrownBy(() -> new RunningServer(folder, watching(folder.resolve("camra"), "plate", true)))
                .isInstanceOf(BlemishException.class)
                .hasMessage("There is no folder " + folder.resolve("camra")
                        + " to watch: make it, or correct its name in --watch.");
        assertThatThrownBy(() -> new RunningServer(folder, watching(camera, "plaet", true)))
                .isInstanceOf(BlemishException.class)
                .hasMessage("There is no model 'plaet' to judge the pictures of folder " + camera
                        + "; the models are plate.");
    }
}
