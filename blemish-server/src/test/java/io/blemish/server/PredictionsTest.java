package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Npy;
import io.blemish.artifact.Sha256;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Predictions over HTTP, and past verdicts. */
class PredictionsTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPictureGetsTheVerdictOfTheLibrary() throws Exception {
        final Prediction expected;
        try (Model model = Model.open(TestModels.FIRST)) {
            expected = model.predict(Picture.of("x", TestModels.defect()));
        }

        final JsonNode answer = server.predict(TestModels.defect());

        assertThat(answer.get("score").floatValue()).isEqualTo(expected.score());
        assertThat(answer.get("threshold").floatValue()).isEqualTo(expected.threshold());
        assertThat(answer.get("anomalous").booleanValue()).isEqualTo(expected.anomalous());
        assertThat(answer.get("regions")).hasSize(expected.regions().size());
        assertThat(answer.get("picture_sha256").stringValue()).isEqualTo(Sha256.hex(TestModels.defect()));
        assertThat(answer.get("version").stringValue())
                .isEqualTo(Sha256.of(TestModels.FIRST).substring(0, 12));
    }

    @Test
    void aModelWithTilesGivesTheVerdictOfTheLibrary() throws Exception {
        final Path file = folder.resolve("tiles.blemish");
        TestModels.fitTiles(file);
        final Prediction expected;
        try (Model model = Model.open(file)) {
            expected = model.predict(Picture.of("x", TestModels.defect()));
        }
        final HttpResponse<byte[]> added = server.send(server.request("/v1/models/tiles/versions?activate=true")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file)));
        assertThat(added.statusCode()).as(RunningServer.text(added)).isEqualTo(201);

        final JsonNode answer = RunningServer.json(server.send(server.request("/v1/models/tiles/predictions")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(TestModels.defect()))));

        assertThat(answer.get("score").floatValue()).isEqualTo(expected.score());
        assertThat(answer.get("regions")).hasSize(expected.regions().size());
        assertThat(expected.map().width()).isEqualTo(TestModels.SIDE);
    }

    @Test
    void theRawMapIsThatOfTheLibrary() throws Exception {
        final Prediction expected;
        try (Model model = Model.open(TestModels.FIRST)) {
            expected = model.predict(Picture.of("x", TestModels.defect()));
        }

        final HttpResponse<byte[]> answer = server.send(server.prediction("?map=npy", TestModels.defect()));

        final Npy map = Npy.read(new ByteArrayInputStream(answer.body()));
        assertThat(map.shape())
                .containsExactly(expected.map().height(), expected.map().width());
        assertThat(map.floats()).isEqualTo(expected.map().values());
        final HttpResponse<byte[]> kept =
                server.get(answer.headers().firstValue("Location").orElseThrow() + "/map");
        assertThat(kept.body()).isEqualTo(answer.body());
    }

    @Test
    void aFormOfPicturesGetsAVerdictForEachInOrder() throws Exception {
        final byte[] form = RunningServer.form("b0und", TestModels.good(), TestModels.defect());

        final JsonNode answer = RunningServer.json(server.send(server.request("/v1/models/plate/predictions")
                .header("Content-Type", "multipart/form-data; boundary=b0und")
                .POST(BodyPublishers.ofByteArray(form))));

        final JsonNode predictions = answer.get("predictions");
        assertThat(predictions).hasSize(2);
        assertThat(predictions.get(0).get("name").stringValue()).isEqualTo("0.png");
        assertThat(predictions.get(0).get("picture_sha256").stringValue()).isEqualTo(Sha256.hex(TestModels.good()));
        assertThat(predictions.get(1).get("picture_sha256").stringValue()).isEqualTo(Sha256.hex(TestModels.defect()));
    }

    @Test
    void aFormWithOneBadPictureIsNotRecorded() throws Exception {
        final String before = RunningServer.text(server.get("/v1/predictions?limit=1"));
        final byte[] form = RunningServer.form("b", TestModels.good(), new byte[] {1, 2, 3});

        final HttpResponse<byte[]> answer = server.send(server.request("/v1/models/plate/predictions")
                .header("Content-Type", "multipart/form-data; boundary=\"b\"")
                .POST(BodyPublishers.ofByteArray(form)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(RunningServer.json(answer).get("detail").stringValue()).startsWith("Picture 1.png is not a picture");
        assertThat(RunningServer.text(server.get("/v1/predictions?limit=1"))).isEqualTo(before);
    }

    @Test
    void theOverlayIsAPictureOfTheSameSize() throws Exception {
        final HttpResponse<byte[]> answer =
                server.send(server.prediction("", TestModels.defect()).header("Accept", "image/png"));

        final RgbImage overlay = new ImageDecoder().decode("overlay", answer.body());
        assertThat(overlay.width()).isEqualTo(128);
        final HttpResponse<byte[]> again =
                server.get(answer.headers().firstValue("Location").orElseThrow() + "/overlay");
        assertThat(again.body()).isEqualTo(answer.body());
    }

    @Test
    void aPastVerdictIsFoundWithItsPictures() throws Exception {
        final JsonNode given = server.predict(TestModels.defect());
        final String path = "/v1/predictions/" + given.get("id").stringValue();

        final JsonNode found = RunningServer.json(server.get(path));
        assertThat(found.get("score")).isEqualTo(given.get("score"));
        assertThat(found.get("regions")).isEqualTo(given.get("regions"));
        assertThat(found.get("kept").booleanValue()).isTrue();
        assertThat(server.get(path + "/picture").body()).isEqualTo(TestModels.defect());
        assertThat(new ImageDecoder()
                        .decode("p", server.get(path + "/picture?size=32").body())
                        .width())
                .isEqualTo(32);
        assertThat(new ImageDecoder()
                        .decode("h", server.get(path + "/heatmap?size=64").body())
                        .width())
                .isEqualTo(64);
    }

    @Test
    void aRegionIsShownBesideTheModelsCopyOfTheTrainingPicture() throws Exception {
        final String path = "/v1/predictions/"
                + server.predict(TestModels.defect()).get("id").stringValue() + "/evidence";

        assertThat(new ImageDecoder()
                        .decode("evidence", server.get(path).body())
                        .size())
                .isEqualTo(new Size(2 * TestModels.SIDE + 3, TestModels.SIDE));
        assertThat(server.get(path + "?region=99").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesOfTheHistoryAreWholeAndDoNotOverlap() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.predict(TestModels.good());
        }

        final Set<String> seen = new HashSet<>();
        String next = "";
        int pages = 0;
        do {
            final JsonNode page = RunningServer.json(
                    server.get("/v1/predictions?limit=2" + (next.isEmpty() ? "" : "&after=" + next)));
            page.get("predictions")
                    .forEach(one ->
                            assertThat(seen.add(one.get("id").stringValue())).isTrue());
            next = page.get("next").isNull() ? "" : page.get("next").stringValue();
            pages++;
        } while (!next.isEmpty());

        assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
        assertThat(pages).isGreaterThanOrEqualTo(3);
        final long lines =
                RunningServer.text(server.get("/v1/predictions.csv")).lines().count();
        assertThat(lines).isEqualTo(seen.size() + 1L);
    }

    @Test
    void aLabelIsSetFoundAndRemoved() throws Exception {
        final String id = server.predict(TestModels.defect()).get("id").stringValue();
        final String path = "/v1/predictions/" + id + "/label";

        final HttpResponse<byte[]> labelled = server.send(server.request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"label\":\"wrong\",\"note\":\"dust, =1+1\"}")));

        assertThat(labelled.statusCode()).isEqualTo(200);
        assertThat(RunningServer.text(server.get("/v1/predictions?label=wrong")))
                .contains(id);
        assertThat(RunningServer.text(server.get("/v1/predictions.csv?label=wrong")))
                .contains(id)
                .contains("\"dust, =1+1\"");
        assertThat(server.send(server.request(path).DELETE()).statusCode()).isEqualTo(204);
        assertThat(RunningServer.text(server.get("/v1/predictions?label=wrong")))
                .doesNotContain(id);
    }

    @Test
    void labelledPicturesAreExportedAsADataSetAndCounted() throws Exception {
        final JsonNode defect = server.predict(TestModels.defect());
        final JsonNode good = server.predict(TestModels.good());
        label(defect, "defect");
        label(good, "good");
        final Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(server.get("/v1/predictions.zip").body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        final String one = "defect/" + defect.get("id").stringValue() + ".png";
        final String other = "good/" + good.get("id").stringValue() + ".png";
        assertThat(entries).containsOnlyKeys(one, other, "labels.csv");
        assertThat(entries.get(one)).isEqualTo(TestModels.defect());
        assertThat(entries.get(other)).isEqualTo(TestModels.good());
        assertThat(new String(entries.get("labels.csv"), StandardCharsets.UTF_8))
                .startsWith("picture,label\r\n")
                .contains(one + ",defect\r\n", other + ",good\r\n");
        final JsonNode rates =
                RunningServer.json(server.get("/v1/rates?model=plate")).get("rates");
        assertThat(rates).hasSize(1);
        assertThat(rates.get(0).get("missed").get("of").intValue()).isEqualTo(1);
        assertThat(rates.get(0).get("false_alarms").get("of").intValue()).isEqualTo(1);
        assertThat(RunningServer.json(server.get("/v1/rates?model=nobody")).get("rates"))
                .isEmpty();
        server.send(server.request("/v1/predictions/" + defect.get("id").stringValue() + "/label")
                .DELETE());
        server.send(server.request("/v1/predictions/" + good.get("id").stringValue() + "/label")
                .DELETE());
    }

    private static void label(final JsonNode prediction, final String label) throws Exception {
        final HttpResponse<byte[]> answer = server.send(
                server.request("/v1/predictions/" + prediction.get("id").stringValue() + "/label")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"label\":\"" + label + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void metricsHaveStagesQueueVerdictsScoresModelsAndTheJvm() throws Exception {
        server.predict(TestModels.good());

        final String metrics = RunningServer.text(server.get("/metrics"));

        assertThat(metrics)
                .contains("blemish_stage_seconds_bucket{stage=\"network\"")
                .contains("blemish_queue_length")
                .contains("blemish_verdicts_total{model=\"plate\"")
                .contains("blemish_score_bucket{model=\"plate\"")
                .contains("blemish_model_info{model=\"plate\"")
                .contains("jvm_memory_used_bytes");
    }
}
