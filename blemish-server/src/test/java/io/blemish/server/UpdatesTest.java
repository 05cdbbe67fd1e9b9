package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Sha256;
import io.blemish.model.ModelContents;
import io.blemish.server.fits.FitProgram;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Updates as jobs of a server: a model learns from further good pictures and forgets others, as a new version. */
@Tag("long")
class UpdatesTest {
    private static final String JSON = "application/json";

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static FitClient fits;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(folder);
        fits = new FitClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String problem(final HttpResponse<byte[]> answer, final int status) {
        assertThat(answer.statusCode()).as(RunningServer.text(answer)).isEqualTo(status);
        return RunningServer.json(answer).get("detail").stringValue();
    }

    private static byte[] further(final int number) throws IOException {
        return Files.readAllBytes(TestModels.furtherGood().get(number));
    }

    private static JsonNode model(final String name) throws Exception {
        return RunningServer.json(server.get("/v1/models/" + name));
    }

    private static String version(final Path file) throws IOException {
        return Sha256.of(file).substring(0, 12);
    }

    private static void upload(final String model, final Path file) throws Exception {
        assertThat(server.send(server.request("/v1/models/" + model + "/versions")
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofFile(file)))
                        .statusCode())
                .isEqualTo(201);
    }

    /** Activates a version, and returns the changes of the model since its fit. */
    private static JsonNode changes(final String model, final String version) throws Exception {
        return RunningServer.json(server.send(server.request("/v1/models/" + model + "/active")
                        .header("Content-Type", JSON)
                        .PUT(BodyPublishers.ofString("{\"version\": \"" + version + "\"}"))))
                .get("changes");
    }

    /** The versions that updates hold while they are under way. */
    private static List<Path> held() throws IOException {
        try (Stream<Path> below = Files.walk(folder.resolve("data/fits"))) {
            return below.filter(path -> path.endsWith("base.blemish") || path.endsWith("work"))
                    .toList();
        }
    }

    private static List<String> texts(final JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static JsonNode done(final String fit) throws Exception {
        final JsonNode done = fits.await(fit, "done", "failed");
        assertThat(done.get("problem").isNull()).as("%s", done).isTrue();
        Waiting.until("the version that the update began from is let go", () -> held().isEmpty());
        return done.get("result");
    }

    @Test
    void furtherPicturesBecomeAVersionWithATrailAndThoseLabelledGoodAnotherOne() throws Exception {
        final List<String> known =
                ModelContents.read(TestModels.FIRST).description().training().pictures();
        final String base = version(TestModels.FIRST);
        final HttpResponse<byte[]> begun =
                fits.send("POST", "", JSON, BodyPublishers.ofString(FitClient.update("plate", base, "")));
        assertThat(begun.statusCode()).isEqualTo(201);
        final JsonNode draft = RunningServer.json(begun);
        assertThat(draft.get("settings").get("update").get("version").stringValue())
                .isEqualTo(base);
        final String fit = "/" + draft.get("id").stringValue();
        final Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("more/0.png", further(0));
        files.put("more/1.png", further(1));
        files.put("more/twin.png", further(0));
        files.put(known.get(1), further(2));
        fits.addZip(fit, FitClient.zip(files));
        assertThat(fits.startUpdate(
                                fit,
                                "plate",
                                base,
                                ", \"forget\": [\"" + known.get(0) + "\"], \"why\": \"night shift\"")
                        .statusCode())
                .isEqualTo(202);

        final JsonNode result = done(fit);
        assertThat(result.get("active").booleanValue()).isFalse();
        assertThat(model("plate").get("version").stringValue()).isEqualTo(base);
        final JsonNode report = result.get("report");
        assertThat(report.get("sentence").stringValue()).startsWith("Too few pictures: 7 good pictures");
        assertThat(report.get("pictures").intValue()).isEqualTo(7);
        assertThat(report.get("update").get("added").intValue()).isEqualTo(2);
        assertThat(report.get("update").get("forgotten").intValue()).isEqualTo(1);
        assertThat(texts(report.get("failures")))
                .satisfiesExactlyInAnyOrder(
                        sentence -> assertThat(sentence)
                                .startsWith("more/twin.png is left out")
                                .contains("the same picture"),
                        sentence ->
                                assertThat(sentence).startsWith(known.get(1)).contains("under another name"));

        final String updated = result.get("version").stringValue();
        final JsonNode change = changes("plate", updated).get(0);
        assertThat(change.get("file_before").stringValue()).isEqualTo(Sha256.of(TestModels.FIRST));
        assertThat(change.get("why").stringValue()).isEqualTo("night shift");
        assertThat(change.get("who").stringValue())
                .isEqualTo(RunningServer.json(server.get("/v1/session"))
                        .get("name")
                        .stringValue());
        assertThat(texts(change.get("forgotten"))).containsExactly(known.get(0));
        assertThat(server.predict(TestModels.defect()).get("version").stringValue())
                .isEqualTo(updated);
        assertThat(RunningServer.json(server.get("/v1/audit")).get("entries"))
                .extracting(entry -> entry.get("to").stringValue(""))
                .contains("update of model plate from version " + base, updated);

        final JsonNode pictures = RunningServer.json(server.get("/v1/models/plate/pictures"));
        assertThat(pictures.get("version").stringValue()).isEqualTo(updated);
        assertThat(texts(pictures.get("pictures")))
                .hasSize(7)
                .contains(known.get(1), "more/0.png")
                .doesNotContain(known.get(0));
        assertThat(texts(RunningServer.json(server.get("/v1/models/plate/pictures?version=" + base))
                        .get("pictures")))
                .containsExactlyElementsOf(known);
        assertThat(server.get("/v1/models/plate/pictures?version=000000000000").statusCode())
                .isEqualTo(404);

        learnFromTheHistory(updated);
    }

    /** What an update has added is known by its content, and another picture of the same name gets a name of its own. */
    private static void learnFromTheHistory(final String base) throws Exception {
        final String verdict = server.predict(further(2)).get("id").stringValue();
        server.send(server.request("/v1/predictions/" + verdict + "/label")
                .header("Content-Type", JSON)
                .PUT(BodyPublishers.ofString("{\"label\": \"good\"}")));
        final String fit = fits.create();
        fits.add(fit, "renamed.png", further(0));
        assertThat(problem(fits.startUpdate(fit, "plate", base, ""), 409))
                .startsWith("Nothing is to be updated")
                .contains("renamed.png is left out");
        fits.add(fit, "more%2F0.png", TestModels.defect());
        final String file = replaceMeanwhile(base, fit);
        final String updated = done(fit).get("version").stringValue();
        final JsonNode change = changes("plate", updated).get(1);
        assertThat(change.get("file_before").stringValue()).isEqualTo(file);
        assertThat(change.get("added"))
                .extracting(picture -> picture.get("name").stringValue())
                .containsExactlyInAnyOrder("more/0.png (2)", verdict);

        final String again = fits.create();
        fits.send("POST", again + "/labelled?model=plate");
        assertThat(problem(fits.startUpdate(again, "plate", updated, ""), 409)).startsWith("Nothing is to be updated");
    }

    /**
     * Starts an update that waits until another version is active and its own deleted. Before, it is cancelled while it waits, gets
     * what is labelled good, and is started again. Returns the hash of its file.
     */
    private static String replaceMeanwhile(final String base, final String fit) throws Exception {
        final String file = model("plate").get("versions").get(0).get("sha256").stringValue();
        assertThat(file).startsWith(base);
        final String other = fits.createWithPictures();
        fits.start(other, "never");
        fits.await(other, "running");
        fits.startUpdate(fit, "plate", base, "");
        fits.send("POST", fit + "/cancel");
        fits.send("POST", fit + "/labelled?model=plate");
        fits.startUpdate(fit, "plate", base, "");
        assertThat(fits.state(fit)).isEqualTo("waiting");
        upload("plate", TestModels.SECOND);
        assertThat(server.send(server.request("/v1/models/plate/versions/" + base)
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        fits.send("POST", other + "/cancel");
        return file;
    }

    @Test
    void aProcessThatIsKilledLeavesNothingButASentence() throws Exception {
        upload("killed", TestModels.FIRST);
        final String fit = fits.create();
        fits.add(fit, "one.png", further(0));
        fits.startUpdate(fit, "killed", version(TestModels.FIRST), "");
        Waiting.until("the process of the update is there", () -> updating().count() == 1);
        updating().forEach(ProcessHandle::destroyForcibly);
        assertThat(fits.await(fit, "failed", "done").get("problem").stringValue())
                .contains("ended before its time");
        Waiting.until("nothing is held", () -> held().isEmpty());
        assertThat(model("killed").get("versions")).hasSize(1);
    }

    /** The processes that fit for this one. */
    private static Stream<ProcessHandle> updating() {
        return ProcessHandle.current()
                .children()
                .filter(one -> one.info().commandLine().orElse("").contains(FitProgram.class.getName()));
    }

    @Test
    void whatCannotBeUpdatedIsRefusedInASentenceBeforeItIsStarted() throws Exception {
        upload("pair", TestModels.ENSEMBLE);
        upload("refused", TestModels.FIRST);
        final String base = version(TestModels.FIRST);
        final String pair = FitClient.update("pair", version(TestModels.ENSEMBLE), "");
        final String kind = "Model pair cannot be updated: its method is ensemble";
        assertThat(problem(fits.send("POST", "", JSON, BodyPublishers.ofString(pair)), 409))
                .startsWith(kind);
        final String fit = fits.create();
        assertThat(problem(fits.startUpdate(fit, "pair", version(TestModels.ENSEMBLE), ""), 409))
                .startsWith(kind);
        assertThat(problem(fits.startUpdate(fit, "refused", "000000000000", ""), 409))
                .contains("no version '000000000000'");
        assertThat(problem(fits.startUpdate(fit, "nobody", base, ""), 409)).contains("'nobody'");
        assertThat(problem(fits.startUpdate(fit, "refused", base, ""), 409)).startsWith("Nothing is to be updated");
        assertThat(problem(fits.startUpdate(fit, "refused", base, ", \"forget\": [\"nobody.png\"]"), 409))
                .startsWith("Picture nobody.png is not one that model refused learned from");
        assertThat(problem(fits.startUpdate(fit, "refused", base, ", \"forget\": [null]"), 400))
                .contains("'update.forget'");
        assertThat(problem(fits.startUpdate(fit, "refused", base, ", \"why\": \"two\\nlines\""), 400))
                .contains("'why'");
        assertThat(problem(
                        fits.send(
                                "POST",
                                fit + "/start",
                                JSON,
                                BodyPublishers.ofString("{\"model\": \"refused\", \"update\": {}}")),
                        400))
                .contains("'update.version'");
        assertThat(problem(
                        fits.send(
                                "POST",
                                fit + "/start",
                                JSON,
                                BodyPublishers.ofString("{\"model\": \"refused\", \"review\": 0.1, \"update\":"
                                        + " {\"version\": \"" + base + "\"}}")),
                        400))
                .contains("keeps what the model promises");
        fits.add(fit, "one.png", further(0));
        fits.send("PUT", fit + "/mask", "image/png", BodyPublishers.ofByteArray(FitClient.leftHalf(TestModels.SIDE)));
        assertThat(problem(fits.startUpdate(fit, "refused", base, ""), 409)).contains("keeps the mask");
        assertThat(fits.state(fit)).isEqualTo("draft");
    }
}
