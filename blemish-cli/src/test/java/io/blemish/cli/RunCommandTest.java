package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every category of a folder of data sets. */
class RunCommandTest {
    private static final List<String> MVTEC = List.of("bottle", "cable", "capsule", "tile", "wood", "zipper");
    private static final int DONE_WHEN_KILLED = 3;

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() throws IOException {
        final Path parts = folder.resolve("parts");
        final Path plate = GeneratedParts.in(parts.resolve("0"), PartKind.PLATE, 64, 3, 2, 1);
        final Path tile = GeneratedParts.in(parts.resolve("1"), PartKind.TILE, 64, 3, 2, 1);
        data = folder.resolve("mvtec");
        for (int i = 0; i < MVTEC.size(); i++) {
            copy(i % 2 == 0 ? plate : tile, data.resolve(MVTEC.get(i)));
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> below = Files.walk(from)) {
            for (final Path path : below.toList()) {
                final Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    @Test
    @Tag("long")
    void aRunThatWasKilledGoesOnWhereItWas() throws IOException, InterruptedException {
        final Path out = folder.resolve("out");
        killWhenSomeAreDone(out);
        final List<String> done =
                MVTEC.stream().filter(name -> Files.exists(record(out, name))).toList();
        assertThat(done.size()).isBetween(DONE_WHEN_KILLED, MVTEC.size() - 1);
        assertThat(out.resolve("table.json")).doesNotExist();
        final List<FileTime> before =
                done.stream().map(name -> modified(record(out, name))).toList();

        final CommandResult ran = run("run", data, "--category", "all", "-o", out, "--image-size", "96");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(done.stream().map(name -> modified(record(out, name)))).isEqualTo(before);
        final List<String> lines = ran.out().lines().toList();
        for (int i = 0; i < MVTEC.size(); i++) {
            assertThat(lines.get(i + 1)).startsWith(MVTEC.get(i));
            assertThat(lines.get(i + 1).contains("done before, kept")).isEqualTo(done.contains(MVTEC.get(i)));
            assertThat(out.resolve(MVTEC.get(i) + "/report.html")).exists();
        }
        assertThat(lines.get(MVTEC.size() + 1)).startsWith("mean of " + MVTEC.size());
        final JsonNode table = new ObjectMapper().readTree(Files.readString(out.resolve("table.json")));
        double sum = 0;
        for (final JsonNode category : table.get("categories")) {
            sum += category.get("image_auroc").asDouble();
        }
        assertThat(table.get("mean").get("image_auroc").asDouble())
                .isCloseTo(sum / MVTEC.size(), org.assertj.core.data.Offset.offset(1e-12));
        assertThat(Files.readString(out.resolve("table.md")).lines())
                .hasSize(MVTEC.size() + 3)
                .anyMatch(line -> line.startsWith("| zipper | "))
                .anyMatch(line -> line.startsWith("| **mean of " + MVTEC.size() + "** | "));
        assertThat(Files.readString(out.resolve("index.html"))).contains("\"./zipper/report.html\"");
    }

    private static void killWhenSomeAreDone(final Path out) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Blemish.class.getName(),
                        "run",
                        data.toString(),
                        "-o",
                        out.toString(),
                        "--image-size",
                        "96")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            int rows = 0;
            while (rows <= DONE_WHEN_KILLED && lines.readLine() != null) {
                rows++;
            }
            assertThat(rows).as("the head and the first categories").isEqualTo(DONE_WHEN_KILLED + 1);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    @Tag("long")
    void otherOptionsAreRunAnewAndABrokenCategoryIsNamed() throws IOException {
        final Path two = folder.resolve("two");
        copy(data.resolve("bottle"), two.resolve("bottle"));
        copy(data.resolve("cable"), two.resolve("cable"));
        final Path out = folder.resolve("two-out");
        assertThat(run("run", two, "-o", out, "--seed", "1", "--image-size", "96")
                        .code())
                .isZero();
        assertThat(run("run", two, "-o", out, "--seed", "1", "--threads", "1", "--image-size", "96")
                        .out())
                .containsPattern("bottle .*kept")
                .containsPattern("cable .*kept");
        Files.writeString(two.resolve("cable/train/good/000.png"), "no picture");
        Files.delete(two.resolve("cable/train/good/001.png"));
        Files.delete(two.resolve("cable/train/good/002.png"));

        final CommandResult ran = run("run", two, "-o", out, "--seed", "2", "--image-size", "96");

        assertThat(ran.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(ran.out()).doesNotContain("kept").contains("mean of 1").doesNotContainPattern("\ncable");
        assertThat(ran.err()).contains("cable is left out: ").doesNotContain("\tat ");
    }

    @Test
    @Tag("long")
    void aModelWithoutItsNetworkIsEvaluatedWithTheNetworkOfTheFit() {
        final Path with = folder.resolve("with");
        final Path without = folder.resolve("without");
        final CommandResult plain = run("run", data, "--category", "tile", "-o", with);
        final CommandResult lean = run("run", data, "--category", "tile", "-o", without, "--no-embed-backbone");
        assertThat(lean.code()).as(lean.err()).isZero();
        assertThat(lean.out().lines().limit(3))
                .isEqualTo(plain.out().lines().limit(3).toList());
        assertThat(without.resolve("tile.blemish").toFile().length())
                .isLessThan(with.resolve("tile.blemish").toFile().length());
    }

    @Test
    void aDataSetWithoutCategoriesIsOne() {
        final Path out = folder.resolve("one-out");
        final CommandResult ran = run("run", data.resolve("bottle"), "-o", out);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(out.resolve("bottle.blemish")).exists();
        assertThat(ran.out()).contains("mean of 1");
    }

    @Test
    void fitAndEvaluateSayWhoTakesAllCategories() {
        final Path model = folder.resolve("never.blemish");
        final CommandResult ran = run("fit", data, "--category", "all", "-o", model);
        assertThat(ran.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("blemish run " + data);
        assertThat(run("fit", data, "-o", model).err())
                .contains(MVTEC.size() + " data sets", "blemish run FOLDER --category all");
        assertThat(model).doesNotExist();
        assertThat(run("run", data, "-o", model, "--coreset", "2").code()).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static Path record(final Path out, final String name) {
        return out.resolve(name).resolve("run.json");
    }

    private static FileTime modified(final Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
