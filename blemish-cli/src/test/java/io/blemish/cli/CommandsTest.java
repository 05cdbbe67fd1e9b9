package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a person at the terminal or a script sees: output, files and exit codes. */
class CommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path model;

    @BeforeAll
    static void fit() {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 256, 10, 3, 1);
        model = folder.resolve("plate.blemish");
        final CommandResult ran = run("fit", data, "-o", model, "--coreset", "0.05");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("threshold")
                .contains("10 good pictures are too few to promise 1%; 99 are needed");
        assertThat(ran.err()).contains("10 good pictures").contains("efficientnet-lite2");
    }

    @Test
    void evaluateWritesTheFiguresAndTheReport() throws IOException {
        final Path out = folder.resolve("evaluation");
        final CommandResult ran = run("evaluate", model, data, "-o", out);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("image AUROC").contains("AUPRO(0.3)");
        final JsonNode metrics = JSON.readTree(Files.readString(out.resolve("metrics.json")));
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Nearest normal patch")
                .containsPattern("Compared with <bdi>train/good/[0-9]+.png</bdi> at [0-9]+, [0-9]+: distance ");
        assertThat(Files.readAllLines(out.resolve("predictions.csv")))
                .hasSize(1
                        + metrics.get("counts").get("normal").intValue()
                        + metrics.get("counts").get("anomalous").intValue())
                .anyMatch(line -> line.matches("test/dent/000.png,defect,dent,[0-9.]+,[0-9.]+,,defect,true,.*"));
        for (final String name :
                List.of("image_auroc", "image_ap", "image_f1_max", "pixel_auroc", "pixel_ap", "aupro", "threshold")) {
            assertThat(metrics.get(name).isNumber()).as(name).isTrue();
        }
        assertThat(metrics.get("counts").get("normal").asInt()).isEqualTo(3);
        assertThat(metrics.get("times").get("seconds").asDouble()).isPositive();
        assertThat(Files.readString(out.resolve("report.html"))).contains("<html");
    }

    @Test
    void evaluateAgainstAnotherModelTellsWhichIsBetterAndWhereTheyDiffer() throws IOException {
        final Path strict = Files.copy(model, folder.resolve("strict.blemish"));
        assertThat(run("threshold", strict, "--value", "1000").code()).isZero();
        final Path out = folder.resolve("against");
        final CommandResult ran = run("evaluate", strict, data, "--against", model, "-o", out);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith(
                        "strict.blemish ties with plate.blemish on these pictures: it takes more to tell them apart.")
                .contains("8 pictures that both judged", "+0.0000 (95%: +0.0000 to +0.0000)")
                .containsPattern(
                        "defects found +0 of 5 +[1-5] of 5 +only the first is right: 0, only the second: [1-5]");
        final List<String> lines = Files.readAllLines(out.resolve("differences.csv"));
        assertThat(lines.get(0)).startsWith("picture,label,kind,verdict,");
        assertThat(lines)
                .anyMatch(
                        line -> line.matches("test/dent/000.png,defect,dent,ok,[0-9.]+,1000.0,defect,[0-9.]+,[0-9.]+"));
        assertThat(ran.out()).contains("differ on " + (lines.size() - 1) + " pictures");
        assertThat(Files.readString(out.resolve("against.html")))
                .contains("ties with", "test/dent/000.png")
                .doesNotContain("src=\"http");
        assertThat(out.resolve("metrics.json")).exists();
    }

    @Test
    void predictPrintsOneJsonObjectALineInTheOrderOfTheInput() throws IOException {
        final CommandResult ran = run("predict", model, data.resolve("test"), "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        final List<JsonNode> lines = ran.out().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(8);
        assertThat(lines.stream().map(line -> line.get("path").asString()).toList())
                .isSorted();
        for (final JsonNode line : lines) {
            assertThat(line.get("anomalous").asBoolean())
                    .isEqualTo(
                            line.get("score").asDouble() > line.get("threshold").asDouble());
            assertThat(line.get("regions").isArray()).isTrue();
        }
        final JsonNode regions = lines.stream()
                .filter(line -> line.get("path").asString().contains("scratch"))
                .findFirst()
                .orElseThrow()
                .get("regions");
        assertThat(regions).isNotEmpty();
        assertThat(regions.get(0).propertyNames())
                .containsExactly("x", "y", "width", "height", "area", "peak", "peak_x", "peak_y", "evidence");
    }

    @Test
    void predictWritesAHeatMapAndAnOverlayOfThePicturesSize() throws IOException {
        final Path out = folder.resolve("verdicts");
        final Path picture = data.resolve("test/dent/000.png");
        final CommandResult ran = run("predict", model, picture, "-o", out, "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        final JsonNode line = JSON.readTree(ran.out());
        for (final String name : List.of("heat_map", "overlay")) {
            final var image = javax.imageio.ImageIO.read(
                    Path.of(line.get(name).asString()).toFile());
            assertThat(image.getWidth()).isEqualTo(256);
            assertThat(image.getHeight()).isEqualTo(256);
        }
    }

    @Test
    void everyPictureHasALineInTheCsvAndNoNameIsAFormula() throws IOException {
        final Path pictures = Files.createDirectories(folder.resolve("odd names"));
        Files.copy(data.resolve("test/dent/000.png"), pictures.resolve("a, b.png"));
        Files.writeString(pictures.resolve("broken.png"), "no picture");
        final Path csv = folder.resolve("odd.csv");
        final CommandResult ran = run("predict", model, pictures, "--csv", csv);
        assertThat(ran.code()).isEqualTo(1);
        final String name = pictures.resolve("a, b.png").toString();
        assertThat(Files.readAllLines(csv))
                .hasSize(3)
                .anyMatch(line -> line.startsWith('"' + name + "\",,,") && line.contains(",defect,true,"))
                .anyMatch(line -> line.contains("broken.png,,,,") && line.contains("is not a picture"));
        assertThat(PredictionsFile.failed("=1+1.png", "")).startsWith("'=1+1.png,");
    }

    @Test
    void picturesOfTheSameNameGetResultsOfTheirOwn() throws IOException {
        final Path out = folder.resolve("same-names");
        final CommandResult ran =
                run("predict", model, data.resolve("test/dent/000.png"), data.resolve("test/stain/000.png"), "-o", out);
        assertThat(ran.code()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "000_heatmap.png",
                            "000_overlay.png",
                            "000-2_heatmap.png",
                            "000-2_overlay.png",
                            "predictions.csv");
        }
    }

    @Test
    void aRegionIsDrawnBesideTheNormalPatchOnAWish() throws IOException {
        final Path out = folder.resolve("evidence");
        final CommandResult ran =
                run("predict", model, data.resolve("test/dent/000.png"), "-o", out, "--evidence", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        final Path drawn = out.resolve("000_evidence.png");
        assertThat(JSON.readTree(ran.out()).get("evidence").asString()).isEqualTo(drawn.toString());
        assertThat(ImageIO.read(drawn.toFile()).getWidth())
                .isGreaterThan(ImageIO.read(drawn.toFile()).getHeight());
    }

    @Test
    void oneBrokenPictureIsNamedAndTheOthersAreJudged() throws IOException {
        final Path some = Files.createDirectories(folder.resolve("some"));
        final byte[] whole = Files.readAllBytes(data.resolve("test/good/000.png"));
        Files.write(some.resolve("a.png"), whole);
        Files.write(some.resolve("b.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(some.resolve("c.png"), whole);
        final CommandResult ran = run("predict", model, some);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().lines()).hasSize(2);
        assertSentence(ran, "b.png");
    }

    @Test
    void anAnomalyCanSetTheExitCode() {
        final Path defect = data.resolve("test/scratch/000.png");
        assertThat(run("predict", model, defect).code()).isZero();
        assertThat(run("predict", model, defect, "--fail-on-anomaly").code()).isEqualTo(10);
    }

    @Test
    void infoShowsEveryEntryAndNoticesDamage() throws IOException {
        final CommandResult ran = run("info", model);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("backbone.onnx", "bank.npy", "intact", "efficientnet-lite2", "fingerprint");
        final JsonNode json = JSON.readTree(run("info", model, "--json").out());
        assertThat(json.get("description").get("detector").get("type").asString())
                .isEqualTo("views");
        final byte[] altered = Files.readAllBytes(model);
        altered[altered.length / 2] ^= 1;
        final Path damaged = Files.write(folder.resolve("damaged.blemish"), altered);
        assertSentence(run("info", damaged), "damaged");
    }

    @Test
    void theReadersOfADataSetGiveOneSentenceForWhatTheyCannotUse() throws IOException {
        final Path empty = Files.createDirectories(folder.resolve("empty"));
        final Path out = folder.resolve("never.blemish");
        assertSentence(run("fit", empty, "-o", out), empty.toString());
        assertSentence(run("fit", folder.resolve("nowhere"), "-o", out), "nowhere");
        assertSentence(run("fit", data, "-o", out, "--layers", "layer7"), "layer7");
        assertSentence(run("fit", data, "-o", out, "--backbone", model), "plate.blemish");
        assertSentence(run("evaluate", model, empty), empty.toString());
        assertSentence(run("evaluate", folder.resolve("none.blemish"), data), "none.blemish");
        assertSentence(run("predict", model, empty), empty.toString());
        assertThat(out).doesNotExist();
    }

    @Test
    void wrongUsageIsTwo() {
        for (final String[] line : new String[][] {
            {},
            {"fit"},
            {"fit", data.toString()},
            {"fit", data.toString(), "-o", "x", "--coreset", "0"},
            {"fit", data.toString(), "-o", "x", "--coreset", "2"},
            {"fit", data.toString(), "-o", "x", "--embedding", "other"},
            {"fit", data.toString(), "-o", "x", "--resize", "stretch"},
            {"fit", data.toString(), "-o", "x", "--neighbors", "0"},
            {"fit", data.toString(), "-o", "x", "--threads", "0"},
            {"fit", data.toString(), "-o", "x", "--image-size", "0"},
            {"fit", data.toString(), "-o", "x", "--search", "lsh"},
            {"fit", data.toString(), "-o", "x", "--search", "hnsw", "--nprobe", "4"},
            {"fit", data.toString(), "-o", "x", "--search", "hnsw", "--hnsw-m", "1"},
            {"fit", data.toString(), "-o", "x", "--search", "ivfpq", "--ef-search", "4"},
            {"fit", data.toString(), "-o", "x", "--nprobe", "4"},
            {"fit", data.toString(), "-o", "x", "--search", "ivfpq", "--pq-bits", "9"},
            {"fit", data.toString(), "-o", "x", "--search", "ivfpq", "--rerank", "-1"},
            {"predict", model.toString()},
            {"predict", model.toString(), data.toString(), "--threads", "0"},
            {"evaluate", model.toString(), data.toString(), "--format", "unheard-of"},
            {"conquer"},
        }) {
            final CommandResult ran = run((Object[]) line);
            assertThat(ran.code()).as(String.join(" ", line)).isEqualTo(2);
            assertThat(ran.err()).startsWith("blemish: ").doesNotContain("\tat ");
        }
    }

    @Test
    void wrongUsageIsToldInOneSentenceAndWhereOptionsAreExplained() {
        final CommandResult ran = run("fit", data, "-o", "x", "--embedding", "other");
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        sentence -> assertThat(sentence).contains("--embedding", "other", "channel"),
                        hint -> assertThat(hint).isEqualTo("Options: blemish fit --help"));
        assertThat(run().err()).contains("Say what to do", "evaluate", "predict");
    }

    @Test
    @Tag("long")
    void theSameCommandGivesTheSameModel() {
        final Path again = folder.resolve("again.blemish");
        assertThat(run("fit", data, "-o", again, "--coreset", "0.05", "--threads", "1")
                        .code())
                .isZero();
        assertThat(again).hasSameBinaryContentAs(model);
    }

    @Test
    @Tag("long")
    void approximateSearchSaysItsRecall() {
        final Path approximate = folder.resolve("approximate.blemish");
        final CommandResult fitted = run(
                "fit",
                data,
                "-o",
                approximate,
                "--image-size",
                "96",
                "--coreset",
                "0.2",
                "--search",
                "ivfpq",
                "--rerank",
                "5");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.out()).containsPattern("finds the nearest entry of \\d+\\.\\d% of .* held-out patches");
        assertThat(run("info", approximate).out()).containsPattern("search +ivfpq, .*5 re-ranked; recall@1 [01]\\.");
        assertThat(run("info", model).out()).containsPattern("search +exact");
        final Path graph = folder.resolve("graph.blemish");
        final CommandResult built = run(
                "fit",
                data,
                "-o",
                graph,
                "--image-size",
                "96",
                "--coreset",
                "0.2",
                "--search",
                "hnsw",
                "--ef-search",
                "20");
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.out()).containsPattern("finds the nearest entry of \\d+\\.\\d% of .* held-out patches");
        assertThat(run("info", graph).out())
                .containsPattern("search +hnsw, 16 links a row, 20 candidates, 16 re-ranked; recall@1 [01]\\.");
    }

    @Test
    void evaluatingOnTrainingPicturesIsSaid() throws IOException {
        final Path flat = folder.resolve("flat");
        final Path good = Files.createDirectories(flat.resolve("good"));
        try (Stream<Path> pictures = Files.list(data.resolve("train/good"))) {
            for (final Path picture : pictures.toList()) {
                Files.copy(picture, good.resolve(picture.getFileName()));
            }
        }
        Files.createDirectories(flat.resolve("bad"));
        Files.copy(data.resolve("test/dent/000.png"), flat.resolve("bad/0.png"));
        final Path fitted = folder.resolve("flat.blemish");
        assertThat(run("fit", flat, "-o", fitted, "--seed", "1").code()).isZero();
        assertThat(run("evaluate", fitted, flat).err()).doesNotContain("flatters");
        assertThat(run("evaluate", fitted, flat, "--seed", "5").err()).contains("flatters");
    }

    @Test
    @Tag("long")
    void demoDoesItAll() throws IOException {
        final Path demo = folder.resolve("demo");
        final CommandResult ran = run("demo", "-o", demo, "--kinds", "label");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(demo.resolve("label/report.html")).exists();
        assertThat(demo.resolve("label/metrics.json")).exists();
        assertThat(ran.err()).contains("Open " + demo.resolve("index.html"));
        assertThat(Files.readString(demo.resolve("index.html"))).contains("\"./label/report.html\"");
    }

    private static void assertSentence(final CommandResult ran, final String named) {
        assertThat(ran.code()).isBetween(1, 3).isNotEqualTo(2);
        assertThat(ran.err()).contains("blemish: ").contains(named).doesNotContain("\tat ", "Exception");
    }
}
