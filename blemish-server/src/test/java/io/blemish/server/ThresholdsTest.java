package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Sha256;
import io.blemish.server.ServerOptions.Listening;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Thresholds that are shown and set over HTTP. */
class ThresholdsTest {
    private static final String READ = "read-0123456789abcdef";
    private static final String ADMIN = "admin-0123456789abcdef";

    @TempDir
    private Path folder;

    private RunningServer guarded() throws IOException {
        final Path tokens =
                Files.writeString(folder.resolve("tokens"), "read " + READ + "\nadmin " + ADMIN + " Kim of line 3\n");
        return new RunningServer(
                folder,
                options -> new ServerOptions(
                        options.models(),
                        new Listening("127.0.0.1", 0, Optional.of(tokens), Optional.empty()),
                        options.limits(),
                        options.storage(),
                        options.execution()));
    }

    private static HttpResponse<byte[]> set(final RunningServer server, final String token, final String json)
            throws Exception {
        return server.send(server.request("/v1/models/plate/threshold")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    private static JsonNode get(final RunningServer server, final String path) throws Exception {
        return RunningServer.json(server.send(server.request(path).header("Authorization", "Bearer " + READ)));
    }

    private static JsonNode predict(final RunningServer server) throws Exception {
        final HttpRequest.Builder request =
                server.prediction("", TestModels.defect()).header("Authorization", "Bearer " + READ);
        return RunningServer.json(server.send(request));
    }

    @Test
    void anAdminSetsAThresholdAndEachVerdictKeepsItsOwn() throws Exception {
        try (RunningServer server = guarded()) {
            final JsonNode choices = get(server, "/v1/models/plate/thresholds");
            assertThat(choices.get("choices")).hasSize(5);
            final String first = choices.get("version").stringValue();
            final JsonNode before = predict(server);
            assertThat(before.get("verdict").stringValue()).isEqualTo("defect");
            final float score = before.get("score").floatValue();

            final String wish = "{\"version\": \"" + first + "\", \"value\": " + (score + 1)
                    + ", \"review\": 0.5, \"why\": \"too many alarms\"}";
            assertThat(set(server, READ, wish).statusCode()).isEqualTo(403);
            final HttpResponse<byte[]> answer = set(server, ADMIN, wish);
            assertThat(answer.statusCode()).as(RunningServer.text(answer)).isEqualTo(200);

            final JsonNode model = RunningServer.json(answer);
            assertThat(model.get("version").stringValue()).isNotEqualTo(first);
            final JsonNode change = model.get("changes").get(0);
            assertThat(change.get("who").stringValue()).isEqualTo("Kim of line 3");
            assertThat(change.get("why").stringValue()).isEqualTo("too many alarms");
            assertThat(change.get("file_before").stringValue()).isEqualTo(Sha256.of(TestModels.FIRST));

            final JsonNode after = predict(server);
            assertThat(after.get("verdict").stringValue()).isEqualTo("review");
            assertThat(after.get("version")).isEqualTo(model.get("version"));
            assertThat(after.get("threshold").floatValue()).isEqualTo(score + 1);
            final JsonNode kept =
                    get(server, "/v1/predictions/" + before.get("id").stringValue());
            assertThat(kept.get("threshold")).isEqualTo(before.get("threshold"));
            assertThat(kept.get("version").stringValue()).isEqualTo(first);

            // A second admin who looked at the version before is told so.
            assertThat(set(server, ADMIN, wish).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void whatAPersonSaysOfAPictureToReviewIsWhatItShows() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            final String version = RunningServer.json(server.get("/v1/models/plate/thresholds"))
                    .get("version")
                    .stringValue();
            final String right = server.predict(TestModels.defect()).get("id").stringValue();
            assertThat(RunningServer.json(label(server, right, "defect"))
                            .get("label")
                            .stringValue())
                    .isEqualTo("right");
            server.send(server.request("/v1/models/plate/threshold")
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(
                            "{\"version\": \"" + version + "\", \"value\": 1000, \"review\": 0.5}")));
            final String id = server.predict(TestModels.defect()).get("id").stringValue();
            assertThat(RunningServer.text(server.get("/metrics"))).contains("blemish_review_waiting 1.0");
            assertThat(label(server, id, "right").statusCode()).isEqualTo(400);
            assertThat(RunningServer.json(label(server, id, "good"))
                            .get("label")
                            .stringValue())
                    .isEqualTo("good");
            assertThat(RunningServer.text(server.get("/metrics"))).contains("blemish_review_waiting 0.0");
            assertThat(RunningServer.json(server.get("/v1/predictions?verdict=review&label=good"))
                            .get("predictions"))
                    .hasSize(1);
        }
    }

    private static HttpResponse<byte[]> label(final RunningServer server, final String id, final String word)
            throws Exception {
        return server.send(server.request("/v1/predictions/" + id + "/label")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"label\": \"" + word + "\"}")));
    }

    @Test
    void wishesThatCannotBeGrantedAreRefusedInASentence() throws Exception {
        try (RunningServer server = guarded()) {
            final String version =
                    get(server, "/v1/models/plate/thresholds").get("version").stringValue();
            for (final String wish : new String[] {
                "\"max_false_alarms\": 2",
                "\"value\": -1",
                "\"value\": 1, \"max_false_alarms\": 0.1",
                "\"confidence\": 0.9",
                "\"review\": 0.001",
                "\"value\": 1, \"why\": \"two\\nlines\"",
                "\"why\": \"nothing\""
            }) {
                final HttpResponse<byte[]> answer =
                        set(server, ADMIN, "{\"version\": \"" + version + "\", " + wish + "}");
                assertThat(answer.statusCode()).as(wish).isEqualTo(400);
                assertThat(RunningServer.json(answer).get("detail").stringValue())
                        .as(wish)
                        .endsWith(".");
            }
            assertThat(get(server, "/v1/models/plate").get("version").stringValue())
                    .isEqualTo(version);
        }
    }
}
