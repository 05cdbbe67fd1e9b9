package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Sha256;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import io.blemish.server.fits.FitProgram;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Fits as jobs of a server: from good pictures to a version that judges. */
@Tag("long")
class FitsTest {
    private static final int SIDE = TestModels.SIDE;

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

    private static String problem(final HttpResponse<byte[]> answer) {
        return RunningServer.json(answer).get("detail").stringValue();
    }

    /** The files of processes that fit; none is left when they have ended. */
    private static List<Path> work(final Path data) throws IOException {
        final List<Path> found = new ArrayList<>();
        Files.walkFileTree(data.resolve("fits"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path below, final BasicFileAttributes attributes) {
                if (below.endsWith("work")) {
                    found.add(below);
                }
                return FileVisitResult.CONTINUE;
            }

            /** A process that ends deletes what is looked at. */
            @Override
            public FileVisitResult visitFileFailed(final Path file, final IOException fault) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path below, final @Nullable IOException fault) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static Path data() {
        return folder.resolve("data");
    }

    @Test
    void aZipOfGoodPicturesBecomesAVersionThatJudges() throws Exception {
        final Map<String, byte[]> files = FitClient.training();
        files.put("notes.txt", "not a picture".getBytes(StandardCharsets.UTF_8));
        files.put("../../outside.png", TestModels.good());
        files.put("__MACOSX/good/._000.png", new byte[1]);
        files.put("defect/scratch.png", TestModels.defect());
        final String fit = fits.create();

        final JsonNode added = RunningServer.json(fits.addZip(fit, FitClient.zip(files)));
        assertThat(added.get("pictures"))
                .extracting(picture -> picture.get("name").stringValue())
                .contains("good/000.png", "outside.png")
                .hasSize(7);
        assertThat(added.get("refused"))
                .extracting(refused -> refused.get("name").stringValue())
                .containsExactly("notes.txt", "defect/scratch.png");
        assertThat(Files.exists(data().resolve("outside.png"))).isFalse();

        assertThat(fits.start(fit, "fitted").statusCode()).isEqualTo(202);
        final JsonNode done = fits.await(fit, "done", "failed");
        assertThat(done.get("problem").isNull()).as("%s", done).isTrue();
        final JsonNode result = done.get("result");
        assertThat(result.get("active").booleanValue()).isTrue();
        final JsonNode report = result.get("report");
        assertThat(report.get("sentence").stringValue()).startsWith("Too few pictures: 7 good pictures");
        assertThat(report.get("pictures").intValue()).isEqualTo(7);
        assertThat(work(data())).isEmpty();

        final JsonNode verdict = RunningServer.json(server.send(server.request("/v1/models/fitted/predictions")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(TestModels.defect()))));
        assertThat(verdict.get("verdict").stringValue()).isEqualTo("defect");
        assertThat(verdict.get("version").stringValue())
                .isEqualTo(result.get("version").stringValue());
        final List<String> log = RunningServer.json(server.get("/v1/audit"))
                .get("entries")
                .valueStream()
                .filter(entry -> entry.get("subject").stringValue().equals("fitted"))
                .map(entry -> entry.get("who").stringValue() + " "
                        + entry.get("action").stringValue() + " "
                        + entry.get("to").stringValue())
                .toList();
        final String version = result.get("version").stringValue();
        final String sender =
                RunningServer.json(server.get("/v1/session")).get("name").stringValue();
        assertThat(log).containsExactly(sender + " activation " + version, sender + " upload " + version);
        final List<byte[]> learnedFrom = new ArrayList<>(FitClient.training().values());
        learnedFrom.add(TestModels.good());
        final String hashes = learnedFrom.stream()
                .map(content -> Sha256.hex(content) + "\n")
                .sorted()
                .collect(Collectors.joining());
        assertThat(entries("fit " + fit.substring(1)))
                .containsExactly("fit_start 7 pictures " + Sha256.hex(hashes.getBytes(StandardCharsets.US_ASCII))
                        + " model fitted");
    }

    @Test
    void theAuditLogHasTheMaskAndWhichPictureWasTakenOut() throws Exception {
        final String fit = fits.create();
        final String picture = RunningServer.json(fits.add(fit, "gone.png", TestModels.defect()))
                .at("/pictures/0/id")
                .stringValue();
        assertThat(fits.send("DELETE", fit + "/pictures/" + picture).statusCode())
                .isEqualTo(204);
        final byte[] mask = FitClient.leftHalf(SIDE);
        fits.send("PUT", fit + "/mask", "image/png", BodyPublishers.ofByteArray(mask));
        fits.send("DELETE", fit + "/mask");

        assertThat(entries("fit " + fit.substring(1)))
                .containsExactly(
                        "fit_mask " + Sha256.hex(mask) + " null",
                        "fit_mask null " + Sha256.hex(mask),
                        "fit_picture_deletion gone.png " + Sha256.hex(TestModels.defect()) + " null");
    }

    private static String active(final String model) throws Exception {
        return RunningServer.json(server.get("/v1/models/" + model))
                .get("version")
                .stringValue();
    }

    /** What the audit log has of a subject, the newest first: the action, from what, and to what. */
    private static List<String> entries(final String subject) throws Exception {
        return RunningServer.json(server.get("/v1/audit"))
                .get("entries")
                .valueStream()
                .filter(entry -> entry.get("subject").stringValue().equals(subject))
                .map(entry -> entry.get("action").stringValue() + " "
                        + entry.get("from").stringValue("null") + " "
                        + entry.get("to").stringValue("null"))
                .toList();
    }

    @Test
    void aDefectOutsideTheMaskIsNotToldByAVersionThatWaitsForItsActivation() throws Exception {
        final String before = active("plate");
        final String fit = fits.createWithPictures();
        final byte[] half = FitClient.leftHalf(SIDE);
        assertThat(fits.send("PUT", fit + "/mask", "image/png", BodyPublishers.ofByteArray(half))
                        .statusCode())
                .isEqualTo(204);
        assertThat(fits.get(fit).get("masked").booleanValue()).isTrue();
        assertThat(server.get("/v1/fits" + fit + "/mask").body()).isEqualTo(half);
        fits.start(fit, "plate");
        final JsonNode result = fits.await(fit, "done", "failed").get("result");
        assertThat(result.get("active").booleanValue()).isFalse();
        assertThat(active("plate")).isEqualTo(before);

        server.send(server.request("/v1/models/plate/active")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"version\": " + result.get("version") + "}")));
        assertThat(fits.get(fit).get("result").get("active").booleanValue()).isTrue();
        final float good = score(TestModels.good());
        assertThat(score(painted(TestModels.good(), 3 * SIDE / 4))).isEqualTo(good);
        assertThat(score(painted(TestModels.good(), SIDE / 4))).isGreaterThan(good);
    }

    private static float score(final byte[] picture) throws Exception {
        return server.predict(picture).get("score").floatValue();
    }

    private static byte[] black(final int side) {
        return PngWriter.toBytes(new RgbImage(side, side, new byte[3 * side * side]));
    }

    /** The picture with a black square in the middle of its height. */
    private static byte[] painted(final byte[] picture, final int x) throws IOException {
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        for (int dy = -8; dy < 8; dy++) {
            for (int dx = -8; dx < 8; dx++) {
                image.setRGB(x + dx, SIDE / 2 + dy, 0);
            }
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void oneFitRunsAtATimeAndEachCanBeCancelledAndStartedAgain() throws Exception {
        final String first = fits.createWithPictures();
        final String second = fits.createWithPictures();
        fits.start(first, "never");
        fits.start(second, "never");
        fits.await(first, "running");
        assertThat(fits.state(second)).isEqualTo("waiting");
        assertThat(problem(fits.start(first, "never"))).contains("under way");
        assertThat(problem(fits.add(first, "a.png", TestModels.good()))).contains("under way");
        assertThat(problem(fits.send("DELETE", first))).contains("under way");
        for (final String fit : List.of(second, first)) {
            final HttpResponse<byte[]> answer = fits.send("POST", fit + "/cancel");
            assertThat(RunningServer.json(answer).get("state").stringValue()).isEqualTo("cancelled");
        }
        assertThat(problem(fits.send("POST", first + "/cancel"))).contains("nothing to cancel");
        assertThat(server.get("/v1/models/never").statusCode()).isEqualTo(404);
        fits.start(second, "never");
        fits.await(second, "running");
        fits.send("POST", second + "/cancel");
        Waiting.until("the process has ended", () -> work(data()).isEmpty());
        assertThat(fits.send("DELETE", second).statusCode()).isEqualTo(204);
        assertThat(Files.exists(data().resolve("fits" + second))).isFalse();
    }

    @Test
    void aProcessThatIsKilledLeavesNothingButASentence() throws Exception {
        final String fit = fits.createWithPictures();
        fits.start(fit, "killed");
        Waiting.until("the process of the fit is there", () -> fitting().count() == 1);
        fitting().forEach(ProcessHandle::destroyForcibly);
        assertThat(fits.await(fit, "failed", "done").get("problem").stringValue())
                .contains("ended before its time");
        assertThat(work(data())).isEmpty();
        assertThat(server.get("/v1/models/killed").statusCode()).isEqualTo(404);
    }

    /** The processes that fit for this one. */
    private static Stream<ProcessHandle> fitting() {
        return ProcessHandle.current()
                .children()
                .filter(one -> one.info().commandLine().orElse("").contains(FitProgram.class.getName()));
    }

    @Test
    void aServerThatIsKilledTellsOfTheFitAtItsNextStart(@TempDir final Path other) throws Exception {
        final String id;
        try (RunningServer before = new RunningServer(other)) {
            id = new FitClient(before).createWithPictures();
        }
        try (ServerProcess killed = ServerProcess.start(other)) {
            final String address = "http://127.0.0.1:" + killed.port() + "/v1/fits" + id;
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "/start"))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"model\": \"half-way\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            Waiting.until(
                    "the fit has begun", () -> !work(other.resolve("data")).isEmpty());
            killed.kill();
        }
        try (RunningServer again = new RunningServer(other)) {
            final JsonNode fit = new FitClient(again).get(id);
            assertThat(fit.get("state").stringValue()).isEqualTo("failed");
            assertThat(fit.get("problem").stringValue())
                    .contains("The server stopped")
                    .contains("again");
            assertThat(fit.get("pictures").intValue()).isEqualTo(6);
            assertThat(work(other.resolve("data"))).isEmpty();
            assertThat(again.get("/v1/models/half-way").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatIsNotLikeTheOthersIsRemarked() throws Exception {
        final String fit = fits.createWithPictures();
        fits.addZip(fit, FitClient.zip(FitClient.training()));
        final byte[] flat = black(SIDE);
        fits.add(fit, "flat.png", flat);
        fits.add(fit, "small.png", black(9));
        final JsonNode pictures = fits.get(fit + "/pictures").get("pictures");
        assertThat(remarks(pictures, "good/000.png")).isEmpty();
        assertThat(remarks(pictures, "good/000.png (2)")).containsExactly("twin");
        assertThat(remarks(pictures, "flat.png")).contains("dark");
        assertThat(remarks(pictures, "small.png")).contains("other_size");

        final String one = pictures.get(0).get("id").stringValue();
        assertThat(server.get("/v1/fits" + fit + "/pictures/" + one).body()).isEqualTo(flat);
        assertThat(server.get("/v1/fits" + fit + "/pictures/" + one + "?size=16")
                        .statusCode())
                .isEqualTo(200);
        assertThat(fits.send("DELETE", fit + "/pictures/" + one).statusCode()).isEqualTo(204);
        assertThat(fits.get(fit).get("pictures").intValue()).isEqualTo(13);
        assertThat(server.get("/v1/fits" + fit + "/pictures/" + one).statusCode())
                .isEqualTo(404);
    }

    private static List<String> remarks(final JsonNode pictures, final String name) {
        return pictures.valueStream()
                .filter(picture -> picture.get("name").stringValue().equals(name))
                .flatMap(picture -> picture.get("remarks").valueStream())
                .map(JsonNode::stringValue)
                .toList();
    }

    @Test
    void picturesThatWereLabelledGoodAreTakenFromTheHistory() throws Exception {
        final String fit = fits.create();
        assertThat(problem(fits.send("POST", fit + "/labelled?model=none"))).contains("labelled good");
        final String id = server.predict(TestModels.good()).get("id").stringValue();
        server.send(server.request("/v1/predictions/" + id + "/label")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"label\": \"good\"}")));
        server.predict(TestModels.defect());
        final HttpResponse<byte[]> added = fits.send("POST", fit + "/labelled?model=plate");
        assertThat(RunningServer.json(added).get("pictures"))
                .extracting(picture -> picture.get("name").stringValue())
                .as("the same picture has the same name again")
                .containsExactly(id);
    }

    @Test
    void whatCannotBeUsedIsRefusedInASentence() throws Exception {
        final String fit = fits.create();
        assertThat(problem(fits.start(fit, "plate"))).contains("0 pictures").contains("at least 2");
        assertThat(problem(fits.start(fit, "../plate"))).contains("'model'");
        assertThat(problem(fits.send(
                        "POST",
                        fit + "/start",
                        "application/json",
                        BodyPublishers.ofString("{\"model\": \"a\", \"max_false_alarms\": 2}"))))
                .contains("between 0 and 1");
        final byte[] text = "not a picture".getBytes(StandardCharsets.UTF_8);
        assertThat(problem(fits.add(fit, "notes.png", text))).startsWith("notes.png");
        assertThat(problem(fits.addZip(fit, text))).contains("no picture");
        assertThat(problem(fits.addZip(fit, FitClient.zip(Map.of("notes.txt", text)))))
                .startsWith("notes.txt");
        final byte[] zip = FitClient.zip(FitClient.training());
        final byte[] cut = Arrays.copyOf(zip, zip.length / 3);
        assertThat(problem(fits.addZip(fit, cut))).contains("The zip is cut off");
        assertThat(problem(fits.add(fit, "good.zip", cut))).contains("The zip is cut off");
        assertThat(problem(fits.addZip(fit, FitClient.zip(Map.of("bomb.png", new byte[3_000_000])))))
                .contains("bomb.png in the zip has more than");
        assertThat(problem(fits.addZip(fit, FitClient.zip(manyTexts())))).contains("More than 100");
        assertThat(problem(fits.send("PUT", fit + "/mask", "image/png", BodyPublishers.ofByteArray(black(SIDE)))))
                .contains("black everywhere");
        assertThat(problem(
                        fits.send("PUT", fit + "/mask?name=mask.png", "image/png", BodyPublishers.ofByteArray(text))))
                .startsWith("mask.png");
        assertThat(fits.send("POST", "/none/cancel").statusCode()).isEqualTo(404);
    }

    private static Map<String, byte[]> manyTexts() {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            files.put(i + ".txt", new byte[] {1});
        }
        return files;
    }
}
