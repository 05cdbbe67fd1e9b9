package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.server.http.ProblemKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Batches of pictures. */
class BatchTest {
    private static final byte[] NO_PICTURE = {1, 2, 3};

    @TempDir
    private Path folder;

    private static UnaryOperator<ServerOptions> execution(final Execution execution) {
        final ServerOptions.Limits oneWorker = new ServerOptions.Limits(
                1,
                64,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                2_000_000,
                4_000_000,
                4,
                ServerOptions.Limits.ALL_MODELS);
        return options ->
                new ServerOptions(options.models(), options.listening(), oneWorker, options.storage(), execution);
    }

    @Test
    void picturesThatArriveTogetherFormABatchAndGetTheSameScores() throws Exception {
        final List<Float> alone = new ArrayList<>();
        try (RunningServer server = new RunningServer(folder.resolve("alone"), execution(Execution.cpu(1)))) {
            alone.addAll(scores(server));
            assertThat(runs(server)).containsExactly(3, 3);
        }
        try (RunningServer server = new RunningServer(
                folder.resolve("together"), execution(Execution.cpu(1).withBatch(4)))) {
            assertThat(scores(server)).isEqualTo(alone);
            assertThat(runs(server)).containsExactly(1, 3);
        }
    }

    @Test
    void aBatchWithAFileThatIsNotAPictureIsRefusedAndTheNextIsNot() throws Exception {
        try (RunningServer server =
                new RunningServer(folder, execution(Execution.cpu(1).withBatch(4)))) {
            assertThat(form(server, TestModels.good(), NO_PICTURE).get("status").intValue())
                    .isEqualTo(ProblemKind.NOT_A_PICTURE.status());
            assertThat(scores(server)).hasSize(3);
        }
    }

    @Test
    void aServerDoesNotStartWithoutItsDevice() {
        final Execution directml = new Execution(1, Device.DIRECTML, true);
        assertThatThrownBy(() -> new RunningServer(folder, execution(directml)))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("lacks the device directml");
    }

    private static List<Float> scores(final RunningServer server) throws Exception {
        final List<Float> scores = new ArrayList<>();
        form(server, TestModels.good(), TestModels.defect(), TestModels.good())
                .get("predictions")
                .forEach(prediction -> scores.add(prediction.get("score").floatValue()));
        return scores;
    }

    private static JsonNode form(final RunningServer server, final byte[]... pictures) throws Exception {
        return RunningServer.json(server.send(server.request("/v1/models/plate/predictions")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(RunningServer.form("x", pictures)))));
    }

    /** How often the network ran, and on how many pictures altogether. */
    private static List<Integer> runs(final RunningServer server) throws Exception {
        final String metrics = RunningServer.text(server.get("/metrics"));
        return List.of(value(metrics, "blemish_batch_pictures_count"), value(metrics, "blemish_batch_pictures_sum"));
    }

    private static int value(final String metrics, final String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (int) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
