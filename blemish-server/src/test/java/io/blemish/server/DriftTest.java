package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The pictures of a model are watched, and drift is told everywhere. */
class DriftTest {
    /** Enough pictures of something else, where six good ones are all that the model has seen. */
    private static final int PICTURES = 40;

    @TempDir
    private Path folder;

    /** Nothing that the model has ever seen, each a little different. */
    private static byte[] other(final int number) throws IOException {
        final BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(255, 255 - number, 200));
        graphics.fillRect(0, 0, 128, 128);
        graphics.setColor(Color.RED);
        graphics.fillRect(number, 10, 40, 40);
        graphics.dispose();
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static JsonNode drift(final RunningServer server) throws Exception {
        return RunningServer.json(server.get("/v1/models/plate/drift"));
    }

    @Test
    void driftIsToldEverywhereAndTheWatchCanBeginAnew() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            assertThat(drift(server).get("state").get("pictures").intValue()).isZero();
            assertThat(RunningServer.text(server.get("/metrics"))).contains("blemish_drift{model=\"plate\"} 0.0");

            final HttpResponse<InputStream> stream =
                    server.client().send(server.request("/v1/events").build(), BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < PICTURES; i++) {
                    server.predict(other(i));
                }
                String line = lines.readLine();
                while (!line.equals("event: drift")) {
                    line = lines.readLine();
                }
                assertThat(lines.readLine()).startsWith("data:").contains("\"model\":\"plate\"", "\"drift\":true");
            }

            final JsonNode found = drift(server);
            assertThat(found.get("state").get("drift").booleanValue()).isTrue();
            assertThat(found.get("prediction").isString()).isTrue();
            assertThat(RunningServer.text(server.get("/metrics"))).contains("blemish_drift{model=\"plate\"} 1.0");

            assertThat(server.send(server.request("/v1/models/plate/drift").DELETE())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(drift(server).get("state").get("drift").booleanValue()).isFalse();
            assertThat(drift(server).get("told").isNull()).isTrue();
        }
    }

    @Test
    void anotherVersionIsWatchedAnew() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            server.predict(TestModels.good());
            final JsonNode before = drift(server);
            assertThat(before.get("state").get("pictures").intValue()).isEqualTo(1);
            server.send(server.request("/v1/models/plate/threshold")
                    .header("Content-Type", "application/json")
                    .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(
                            "{\"version\": " + before.get("version") + ", \"value\": 1000}")));
            assertThat(drift(server).get("state").get("pictures").intValue()).isZero();
            assertThat(drift(server).get("version")).isNotEqualTo(before.get("version"));
        }
    }
}
