package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.ServerOptions.ConnectedCamera;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.Limits;
import io.blemish.server.models.ModelName;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Frames of cameras on a server that has no time for them. */
class CameraRoutesTest {
    private static final Limits NO_TIME =
            new Limits(2, 64, Duration.ofNanos(1), Duration.ofSeconds(30), 2_000_000, 4_000_000, 4, Limits.ALL_MODELS);

    @TempDir
    private Path folder;

    @Test
    void aMomentWithoutMemoryDoesNotEndTheWatch() throws Exception {
        final StillCamera camera = new StillCamera("press");
        camera.failOnce();
        try (RunningServer server = new RunningServer(
                folder,
                RunningServer.connected(new Connections(
                        List.of(),
                        List.of(new ConnectedCamera(
                                camera, new ModelName("plate"), Optional.of(Duration.ofMillis(20)))),
                        List.of())))) {
            Waiting.until(
                    "frames are judged",
                    () -> RunningServer.json(server.get("/v1/cameras"))
                                    .get("cameras")
                                    .get(0)
                                    .get("judged")
                                    .intValue()
                            > 1);
        }
    }

    @Test
    void aFrameThatGetsNoTurnInTimeIsDroppedAndCounted() throws Exception {
        try (RunningServer server = new RunningServer(
                folder,
                options -> StillCamera.connected("press")
                        .apply(RunningServer.limits(NO_TIME).apply(options)))) {
            final HttpResponse<byte[]> answer =
                    server.send(server.request("/v1/cameras/press/trigger").POST(BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(429);
            final JsonNode camera =
                    RunningServer.json(server.get("/v1/cameras")).get("cameras").get(0);
            assertThat(camera.get("dropped").intValue()).isEqualTo(1);
            assertThat(camera.get("judged").intValue()).isZero();
            assertThat(RunningServer.text(server.get("/metrics")))
                    .contains(
                            "blemish_camera_pictures_total{camera=\"press\",model=\"plate\",outcome=\"dropped\"} 1.0");
        }
    }
}
