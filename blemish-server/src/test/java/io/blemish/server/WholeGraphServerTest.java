package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that runs each model as one graph. */
class WholeGraphServerTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(
                folder,
                options -> new ServerOptions(
                        options.models(),
                        options.listening(),
                        options.limits(),
                        options.storage(),
                        options.execution(),
                        options.connections(),
                        options.fitMemory(),
                        true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void picturesGetTheVerdictsOfTheLibrary() throws Exception {
        try (Model model = Model.open(TestModels.FIRST)) {
            for (final byte[] picture : List.of(TestModels.good(), TestModels.defect())) {
                final Prediction expected = model.predict(Picture.of("x", picture));

                final JsonNode answer = server.predict(picture);

                assertThat(answer.get("score").floatValue())
                        .isCloseTo(expected.score(), within(1e-4f * expected.score()));
                assertThat(answer.get("threshold").floatValue()).isEqualTo(expected.threshold());
                assertThat(answer.get("anomalous").booleanValue()).isEqualTo(expected.anomalous());
                assertThat(answer.get("regions")).hasSize(expected.regions().size());
            }
        }
    }

    /** It would be served by a server that runs models step by step; see PredictionsTest. */
    @Test
    void aModelThatCannotBeAGraphIsRefusedInTheSentenceOfAnExport() throws Exception {
        final Path file = folder.resolve("tiles.blemish");
        TestModels.fitTiles(file);
        final HttpResponse<byte[]> refused = server.send(server.request("/v1/models/tiles/versions?activate=true")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(RunningServer.text(refused))
                .contains("cuts pictures into tiles and joins their maps, which a graph of one input does not")
                .doesNotContain(folder.toString());
    }
}
