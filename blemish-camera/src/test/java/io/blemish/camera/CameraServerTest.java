package io.blemish.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.backbone.Execution;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelOptions;
import io.blemish.parallel.Progress;
import io.blemish.server.Server;
import io.blemish.server.ServerOptions;
import io.blemish.server.ServerOptions.ConnectedCamera;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.Limits;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Storage;
import io.blemish.server.SmallModels;
import io.blemish.server.Waiting;
import io.blemish.server.models.ModelName;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that judges frames of cameras, and the end of the process that reads one. */
class CameraServerTest {
    private static final Limits LIMITS = new Limits(
            2, 64, Duration.ofSeconds(60), Duration.ofSeconds(30), 2_000_000, 4_000_000, 4, Limits.ALL_MODELS);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private ServerOptions options(final ConnectedCamera... cameras) throws IOException {
        final Path models = Files.createDirectories(folder.resolve("models"));
        final List<Picture> pictures = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            pictures.add(Picture.of("frame " + number, Numbered.jpeg(number)));
        }
        SmallModels.trainer(ModelOptions.builder()
                        .preprocessing(Preprocessing.squash(64))
                        .folds(2)
                        .build())
                .fit(new PictureSet("frames", pictures), models.resolve("plate.blemish"), Progress.SILENT);
        return new ServerOptions(
                models,
                new Listening("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                LIMITS,
                new Storage(folder.resolve("data"), Optional.empty(), 1_000_000_000),
                Execution.cpu(1),
                new Connections(List.of(), List.of(cameras), List.of()),
                ServerOptions.DEFAULT_FIT_MEMORY);
    }

    private static ConnectedCamera camera(final String name, final String address, final Optional<Duration> every) {
        return new ConnectedCamera(
                new VideoCamera(new CameraSettings(name, CameraAddress.of(name, address), Duration.ofSeconds(10))),
                new ModelName("plate"),
                every);
    }

    private HttpRequest.Builder request(final Server server, final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private String get(final Server server, final String path) throws IOException, InterruptedException {
        return client.send(request(server, path).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> trigger(final Server server, final String name)
            throws IOException, InterruptedException {
        return client.send(
                request(server, "/v1/cameras/" + name + "/trigger")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    @Tag("long")
    void framesAreJudgedAgainAndAgainAndWhenSomebodyAsks() throws Exception {
        TestVideo.require();
        try (MjpegServer http = new MjpegServer()) {
            http.show(5);
            final String address = "http://kim:secret@127.0.0.1:" + http.port() + "/video";
            try (Server server = Server.start(options(
                    camera("press", address, Optional.of(Duration.ofMillis(50))),
                    camera("saw", address, Optional.empty())))) {
                Waiting.until(
                        "press has verdicts",
                        () -> get(server, "/v1/predictions").contains("\"name\":\"press-20"));
                Waiting.until(
                        "saw is live",
                        () -> Pattern.compile("\"saw\"[^}]*\"live\"")
                                .matcher(get(server, "/v1/cameras"))
                                .find());
                final HttpResponse<String> answer = trigger(server, "saw");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("\"name\":\"saw-20", "\"width\":160", "\"height\":128");

                http.setUp(false);
                Waiting.until("both are lost", () -> get(server, "/v1/cameras").split("\"lost\"", -1).length == 3);
                assertThat(trigger(server, "saw").statusCode()).isEqualTo(409);
                assertThat(trigger(server, "saw").body()).contains("Camera saw sends no frames now (lost).");
                final String cameras = get(server, "/v1/cameras");
                assertThat(cameras)
                        .containsPattern("\"name\":\"saw\"[^}]*\"judged\":1,\"dropped\":0,\"refused\":0")
                        .doesNotContain("secret");
                assertThat(get(server, "/metrics"))
                        .contains("blemish_camera_live{camera=\"press\"} 0.0")
                        .contains(
                                "blemish_camera_pictures_total{camera=\"saw\",model=\"plate\",outcome=\"judged\"} 1.0")
                        .containsPattern("blemish_camera_frames_total\\{camera=\"press\"} [1-9]")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void aProcessThatReadsEndsWhenItsServerIsGone() throws Exception {
        TestVideo.require();
        final Path file = TestVideo.file(folder.resolve("long.mkv"), 1000, 10);
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.cachedir=" + TestVideo.NATIVES,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReaderProgram.class.getName())
                .start();
        try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
            new ReaderOrder(Source.FILE, "file:" + file, 1_000_000, 1000).write(out);
            out.writeByte(ReaderOrder.STATUS);
            out.flush();
            assertThat(ReaderStatus.read(new DataInputStream(process.getInputStream()))
                            .phase())
                    .isEqualTo(ReaderStatus.Phase.READING);
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aPlaylistThatRefersToOtherFilesIsNotRead() throws Exception {
        TestVideo.require();
        final Path list = folder.resolve("video.mp4");
        TestVideo.file(folder.resolve("other.mkv"), 5, 10);
        Files.writeString(list, "ffconcat version 1.0\nfile other.mkv\n");
        try (VideoCamera camera = new VideoCamera(
                new CameraSettings("press", CameraAddress.of("press", list.toString()), Duration.ofSeconds(10)))) {
            camera.open(TestVideo.NATIVES, 1_000_000);
            Waiting.until("it is refused", () -> camera.status().problem().isPresent());
            assertThat(camera.status().seen()).isZero();
        }
    }
}
