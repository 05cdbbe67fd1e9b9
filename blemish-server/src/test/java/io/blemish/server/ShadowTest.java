package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Sha256;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.image.Normalization;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.PngWriter;
import io.blemish.image.Preprocessing;
import io.blemish.image.Preprocessing.Resize;
import io.blemish.image.RgbImage;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A version that judges the same pictures as the active one and decides nothing. */
@Tag("long")
class ShadowTest {
    private static final String SHADOW = "/v1/models/plate/shadow";

    @TempDir
    private Path folder;

    private RunningServer server;

    /** The version that the model has at first. */
    private String first = "";

    @BeforeEach
    void start() throws IOException {
        first = Sha256.of(TestModels.FIRST).substring(0, 12);
        server = new RunningServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> put(final String path, final String json) throws Exception {
        return server.send(
                server.request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    private JsonNode get(final String path) throws Exception {
        final HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).as(RunningServer.text(answer)).isEqualTo(200);
        return RunningServer.json(answer);
    }

    private HttpResponse<byte[]> begin(final String version) throws Exception {
        return put(SHADOW, "{\"version\": \"" + version + "\"}");
    }

    /** Sets a threshold that no picture exceeds; returns the version before, which finds the defect. */
    private String loosen() throws Exception {
        final String wish = "{\"version\": \"" + first + "\", \"value\": 1000}";
        assertThat(put("/v1/models/plate/threshold", wish).statusCode()).isEqualTo(200);
        return first;
    }

    private void waitForShadow(final long pictures) throws Exception {
        Waiting.until("the shadow has seen " + pictures, () -> {
            final JsonNode now = get(SHADOW);
            return now.get("judged").longValue() + now.get("failed").longValue() == pictures
                    && now.get("waiting").longValue() == 0;
        });
    }

    private long pair(final JsonNode comparison, final int active, final String shadow) {
        return comparison.get("pairs").get(active).get(shadow).longValue();
    }

    @Test
    void whatDiffersByTheThresholdAloneIsCountedShownAndLabelled() throws Exception {
        assertThat(server.get(SHADOW).statusCode()).isEqualTo(404);
        final String shadow = loosen();
        final HttpResponse<byte[]> begun = begin(shadow);
        assertThat(begun.statusCode()).as(RunningServer.text(begun)).isEqualTo(200);
        assertThat(RunningServer.json(begun).get("shadow").get("version").stringValue())
                .isEqualTo(shadow);
        final String active = RunningServer.json(begun).get("version").stringValue();

        final List<String> defects = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final JsonNode verdict = server.predict(TestModels.defect());
            assertThat(verdict.get("verdict").stringValue()).isEqualTo("ok");
            assertThat(verdict.get("version").stringValue()).isEqualTo(active);
            assertThat(verdict.has("shadow")).isFalse();
            defects.add(0, verdict.get("id").stringValue());
        }
        server.predict(TestModels.good());
        server.predict(TestModels.good());
        waitForShadow(5);

        final JsonNode comparison = get(SHADOW);
        assertThat(comparison.get("active").stringValue()).isEqualTo(active);
        assertThat(comparison.get("verdicts").longValue()).isEqualTo(5);
        assertThat(comparison.get("missed").longValue()).isZero();
        assertThat(pair(comparison, 0, "ok")).isEqualTo(2);
        assertThat(pair(comparison, 0, "defect")).isEqualTo(3);
        assertThat(comparison.get("pairs").get(2).get("active").stringValue()).isEqualTo("defect");

        assertThat(get("/v1/predictions?shadow=differs").get("predictions"))
                .extracting(verdict -> verdict.get("id").stringValue())
                .isEqualTo(defects);
        assertThat(get("/v1/predictions?shadow=agrees").get("predictions")).hasSize(2);
        assertThat(server.get("/v1/predictions?shadow=perhaps").statusCode()).isEqualTo(400);
        final JsonNode one = get("/v1/predictions/" + defects.get(0));
        assertThat(one.get("verdict").stringValue()).isEqualTo("ok");
        final JsonNode said = one.get("shadow");
        assertThat(said.get("version").stringValue()).isEqualTo(shadow);
        assertThat(said.get("verdict").stringValue()).isEqualTo("defect");
        assertThat(said.get("score")).isEqualTo(one.get("score"));
        assertThat(said.get("threshold").doubleValue())
                .isLessThan(said.get("score").doubleValue());

        put("/v1/predictions/" + defects.get(0) + "/label", "{\"label\": \"defect\"}");
        put("/v1/predictions/" + defects.get(1) + "/label", "{\"label\": \"defect\"}");
        final JsonNode labelled = get(SHADOW).get("labelled");
        assertThat(labelled.get("active").get("missed").get("count").longValue())
                .isEqualTo(2);
        assertThat(labelled.get("shadow").get("missed").get("count").longValue())
                .isZero();
        assertThat(labelled.get("shadow").get("missed").get("of").longValue()).isEqualTo(2);
        assertThat(labelled.get("only_shadow_right").longValue()).isEqualTo(2);
        assertThat(labelled.get("p").doubleValue()).isEqualTo(0.5);
        assertThat(RunningServer.text(server.get("/metrics")))
                .contains("blemish_shadow_verdicts_total{agrees=\"false\",model=\"plate\"} 3.0")
                .contains("blemish_shadow_verdicts_total{agrees=\"true\",model=\"plate\"} 2.0")
                .contains("blemish_shadow_missed_total{model=\"plate\"} 0.0");
    }

    @Test
    void aShadowGoesOnAfterARestartAlsoForAWatchedFolderAndEndsWhenItBecomesActive() throws Exception {
        final String shadow = loosen();
        begin(shadow);
        server.predict(TestModels.defect());
        waitForShadow(1);
        server.close();
        final Path camera = Files.createDirectories(folder.resolve("camera"));
        server = new RunningServer(folder, FolderWatchTest.watching(camera, "plate", true));
        assertThat(get(SHADOW).get("judged").longValue()).isEqualTo(1);
        Files.write(camera.resolve("good.png"), TestModels.good());
        waitForShadow(2);

        assertThat(put("/v1/models/plate/active", "{\"version\": \"" + shadow + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/v1/models/plate").get("shadow").isNull()).isTrue();
        assertThat(server.get(SHADOW).statusCode()).isEqualTo(404);
        assertThat(server.predict(TestModels.defect()).get("verdict").stringValue())
                .isEqualTo("defect");
        server.close();
        server = new RunningServer(folder);
        assertThat(get("/v1/models/plate").get("shadow").isNull()).isTrue();
    }

    @Test
    void aShadowWhoseVersionIsGoneStopsAndSaysWhy() throws Exception {
        final String shadow = loosen();
        begin(shadow);
        server.predict(TestModels.defect());
        waitForShadow(1);
        final Path copy = folder.resolve("data/models/plate/" + Sha256.of(TestModels.FIRST) + ".blemish");
        server.close();
        final byte[] whole = Files.readAllBytes(copy);
        Files.write(copy, new byte[] {1, 2, 3});
        server = new RunningServer(folder);

        final JsonNode stopped = get("/v1/models/plate").get("shadow");
        assertThat(stopped.get("stopped").isNull()).isFalse();
        assertThat(stopped.get("reason").stringValue()).startsWith("The model file");
        assertThat(server.predict(TestModels.defect()).get("verdict").stringValue())
                .isEqualTo("ok");
        final JsonNode comparison = get(SHADOW);
        assertThat(comparison.get("judged").longValue()).isEqualTo(1);
        assertThat(comparison.get("missed").longValue()).isZero();

        Files.write(copy, whole);
        assertThat(begin(shadow).statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/v1/models/plate/versions/" + shadow)
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/v1/models")
                        .get("models")
                        .get(0)
                        .get("shadow")
                        .get("reason")
                        .stringValue())
                .isEqualTo("Version " + shadow + " was deleted.");
        assertThat(server.send(server.request(SHADOW).DELETE()).statusCode()).isEqualTo(204);
        assertThat(server.send(server.request(SHADOW).DELETE()).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAnotherVersionOfTheModelCanBeItsShadow() throws Exception {
        final HttpResponse<byte[]> active = begin(first);
        assertThat(active.statusCode()).isEqualTo(409);
        assertThat(RunningServer.json(active).get("detail").stringValue()).contains("is active");
        assertThat(begin("000000000000").statusCode()).isEqualTo(404);
        assertThat(put("/v1/models/none/shadow", "{\"version\": \"" + first + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/v1/models/plate").get("shadow").isNull()).isTrue();
    }

    /** It insists on square pictures. */
    private Path padim() {
        final Path file = folder.resolve("padim.blemish");
        new ModelTrainer(ModelOptions.builder()
                        .detector(PadimOptions.DEFAULT)
                        .preprocessing(new Preprocessing(
                                Resize.SHORTER_SIDE, 128, OptionalInt.empty(), Normalization.IMAGENET))
                        .build())
                .fit(
                        new PictureSet(
                                "plates",
                                TestModels.training().stream().map(Picture::of).toList()),
                        file,
                        Progress.SILENT);
        return file;
    }

    @Test
    void aShadowThatFailsIsToldAndTheRequestsAreAnsweredAsEver() throws Exception {
        final HttpResponse<byte[]> added = server.send(server.request("/v1/models/plate/versions?activate=false")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(padim())));
        begin(RunningServer.json(added).get("version").stringValue());
        final byte[] narrow = PngWriter.toBytes(new RgbImage(64, 128, new byte[3 * 64 * 128]));
        final JsonNode verdict = server.predict(narrow);
        server.predict(TestModels.good());
        waitForShadow(2);

        final JsonNode comparison = get(SHADOW);
        assertThat(comparison.get("failed").longValue()).isEqualTo(1);
        assertThat(comparison.get("judged").longValue()).isEqualTo(1);
        assertThat(comparison.get("last_problem").stringValue()).contains("proportions");
        final JsonNode said =
                get("/v1/predictions/" + verdict.get("id").stringValue()).get("shadow");
        assertThat(said.get("verdict").isNull()).isTrue();
        assertThat(said.get("problem").stringValue()).contains("proportions");
        assertThat(RunningServer.text(server.get("/metrics")))
                .contains("blemish_shadow_failed_total{model=\"plate\"} 1.0");
    }

    @Test
    void whileTheServerIsBusyTheShadowWaitsOrMissesAndNoRequestIsRefused() throws Exception {
        server.close();
        server = new RunningServer(
                folder,
                RunningServer.limits(new ServerOptions.Limits(
                        1,
                        200,
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(30),
                        2_000_000,
                        4_000_000,
                        4,
                        ServerOptions.Limits.ALL_MODELS)));
        begin(loosen());
        final int requests = ShadowQueue.CAPACITY + 10;
        final List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            sent.add(server.client()
                    .sendAsync(server.prediction("", TestModels.defect()).build(), BodyHandlers.ofByteArray()));
        }
        assertThat(sent).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(RunningServer.json(answer.join()).get("verdict").stringValue())
                    .isEqualTo("ok");
        });
        Waiting.until("the shadow rests", () -> get(SHADOW).get("waiting").longValue() == 0);
        final JsonNode comparison = get(SHADOW);
        assertThat(comparison.get("verdicts").longValue()).isEqualTo(requests);
        assertThat(comparison.get("judged").longValue()
                        + comparison.get("missed").longValue())
                .isEqualTo(requests);
        assertThat(pair(comparison, 0, "defect"))
                .isEqualTo(comparison.get("judged").longValue())
                .isPositive();
    }
}
