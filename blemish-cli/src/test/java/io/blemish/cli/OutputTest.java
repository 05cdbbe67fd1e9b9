package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** Which output goes where, and how much of it there is. */
class OutputTest {
    @TempDir
    private static Path folder;

    private static Path data;
    private static Path model;
    private static CommandResult fitted;

    @BeforeAll
    static void fit() {
        data = GeneratedParts.in(folder.resolve("the line's parts"), PartKind.TILE, 64, 6, 2, 1);
        model = folder.resolve("the tile.blemish");
        fitted = run("fit", data, "-o", model, "--image-size", "64", "--no-embed-backbone", "--test-fraction", "0.4");
        assertThat(fitted.code()).as(fitted.err()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fitEndsWithCommandsThatRunAsTheyStand() throws IOException, InterruptedException {
        final List<String> next = fitted.err()
                .lines()
                .dropWhile(line -> !line.startsWith("Next: "))
                .toList();
        assertThat(next).hasSize(2);
        final String evaluate = next.get(0).substring("Next: ".length());
        final String predict = next.get(1).strip();
        assertThat(evaluate).startsWith("blemish evaluate '").contains("--test-fraction 0.4", "--backbone ");
        assertThat(predict).startsWith("blemish predict '").contains("/test/");
        for (final String command : List.of(evaluate, predict)) {
            final List<String> words = words(command);
            final CommandResult result = run(words.subList(1, words.size()).toArray());
            assertThat(result.code()).as(result.err()).isZero();
        }
    }

    /** The words of a command, as a shell reads them. */
    private static List<String> words(final String command) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command).start();
        final List<String> words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return words;
    }

    @Test
    void aVerdictWhosePicturesCannotBeWrittenIsPrintedAllTheSame() throws IOException {
        final Path picture = data.resolve("test/good/000.png");
        final Path results = folder.resolve("results");
        Files.createDirectories(results.resolve("000_heatmap.png"));
        final CommandResult result = predict(picture, "-o", results.toString());
        assertThat(result.out()).contains("000.png", "score");
        assertThat(result.err()).contains("000_heatmap.png is a folder");
        assertThat(result.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(Files.readString(results.resolve("predictions.csv"))).contains("000.png");
    }

    @Test
    void manyPicturesEndWithASummaryOnStandardError() throws IOException {
        final Path some = Files.createDirectories(folder.resolve("some"));
        Files.copy(data.resolve("test/good/000.png"), some.resolve("a.png"));
        Files.writeString(some.resolve("b.png"), "not a picture");
        final CommandResult result = predict(some, "--json");
        assertThat(result.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(result.err().lines())
                .last()
                .asString()
                .matches("2 pictures: [01] normal, [01] anomalous, 1 could not be read, in \\d+\\.\\d s");
        assertThat(result.out().lines())
                .singleElement()
                .satisfies(line -> assertThat(new ObjectMapper().readTree(line).has("score"))
                        .isTrue());
        assertThat(predict(data.resolve("test"), "--quiet").out().lines()).hasSize(7);
    }

    @Test
    void onePictureHasNoSummary() {
        assertThat(predict(data.resolve("test/good/000.png"), "--json").err()).isEmpty();
    }

    @Test
    void quietLeavesResultsAndErrors() throws IOException {
        final CommandResult evaluated = run(
                "evaluate", model, data, "--backbone", "efficientnet-lite2", "--quiet", "-o", folder.resolve("report"));
        assertThat(evaluated.code()).isZero();
        assertThat(evaluated.err()).isEmpty();
        assertThat(evaluated.out()).contains("image AUROC").doesNotContain("Wrote");
        final Path none = folder.resolve("none.png");
        assertThat(predict(none, "-q").err().lines()).singleElement().asString().contains("none.png");
        final CommandResult again =
                run("fit", data.resolve("train/good"), "-o", folder.resolve("q.blemish"), "--image-size", "64", "-q");
        assertThat(again.code()).isZero();
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("threshold ");
    }

    @Test
    void verboseNamesTheStepsAndTheirTimes() {
        final CommandResult result = predict(data.resolve("test/good/000.png"), "--verbose");
        assertThat(result.err())
                .contains("command: blemish predict ")
                .containsPattern("opened .* in \\d+\\.\\d\\d s")
                .contains("found 1 pictures")
                .containsPattern("ended after \\d+\\.\\d s");
        assertThat(run("inspect", data, "-v").err()).contains("as mvtec: 6 pictures to fit on, 7 to test");
    }

    @Test
    void verboseNamesTheCauseOfAnError() throws IOException {
        final Path damaged = Files.writeString(folder.resolve("damaged.blemish"), "no model");
        final CommandResult plain = run("info", damaged);
        final CommandResult verbose = run("info", damaged, "--verbose");
        assertThat(plain.code()).isEqualTo(verbose.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(plain.err().lines()).hasSize(1);
        assertThat(verbose.err()).contains(plain.err().strip()).contains("caused by ");
    }

    @Test
    void quietAndVerboseExcludeEachOther() {
        final CommandResult result = run("info", model, "-q", "-v");
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err()).contains("--quiet and --verbose exclude each other");
        assertThat(run("--quiet", "info", model).code()).isZero();
    }

    private static CommandResult predict(final Path input, final String... options) {
        final List<Object> words =
                new ArrayList<>(List.of("predict", model, input, "--backbone", "efficientnet-lite2", "--threads", "1"));
        words.addAll(List.of(options));
        return run(words.toArray());
    }
}
