package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Sha256;
import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Thresholds that are set, shown and moved from the command line. */
@Tag("long")
class ThresholdCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path fitted;
    private static String odd;

    private Path model;

    /** One of the good pictures is not good. */
    @BeforeAll
    static void fit() throws IOException {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 256, 19, 3, 1);
        odd = "train/good/999.png";
        Files.copy(data.resolve("test/missing/000.png"), data.resolve(odd));
        fitted = folder.resolve("plate.blemish");
        final CommandResult ran = run("fit", data, "-o", fitted, "--coreset", "0.05", "--max-false-alarms", "0.1");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        "of good pictures like these 20, at most 9.6% are expected to raise a false alarm; with 95%"
                                + " confidence no more than 21.7%",
                        "stands out and may not be good: " + odd);
    }

    @BeforeEach
    void copy() throws IOException {
        model = Files.copy(fitted, Files.createTempDirectory(folder, "model").resolve("plate.blemish"));
    }

    @Test
    void aPictureThatIsLeftOutIsNotFittedOn() {
        final CommandResult ran =
                run("fit", data, "-o", folder.resolve("clean.blemish"), "--coreset", "0.05", "--without", odd);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("of 19 pictures").doesNotContain(odd);
    }

    @Test
    void aPictureToLeaveOutThatIsNotThereIsNamed() {
        final CommandResult ran = run("fit", data, "-o", folder.resolve("none.blemish"), "--without", "nobody.png");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("There is no training picture nobody.png");
        assertThat(folder.resolve("none.blemish")).doesNotExist();
    }

    @Test
    void theFirstLineOfAFitAndOfAnEvaluationJudgesTheModel() throws IOException {
        final Path few = folder.resolve("few");
        Files.createDirectories(few.resolve("train/good"));
        for (int i = 0; i < 3; i++) {
            Files.copy(data.resolve("train/good/00" + i + ".png"), few.resolve("train/good/" + i + ".png"));
        }
        assertThat(run("fit", few, "-o", folder.resolve("few.blemish"), "--coreset", "0.05")
                        .out())
                .startsWith(
                        "Too few pictures: 3 good pictures cannot tell what is normal. Give at least 19, better 99.");
        assertThat(run("evaluate", model, data).out()).startsWith("Not shown to be better than guessing: ");
    }

    @Test
    void theChoicesAreShownWithWhatTheyFind() {
        final CommandResult ran = run("threshold", model, "--data", data);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("needs 999 good pictures", "of 3")
                .containsPattern("up to 5% +\\d+\\.\\d{4} +4\\.8% ");
    }

    @Test
    void aThresholdThatIsSetWithADataSetShowsWhatTheOthersFind() {
        final CommandResult ran = run("threshold", model, "--max-false-alarms", "0.25", "--data", data);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(": threshold ").contains("of 3");
    }

    @Test
    void aPictureThatCannotBeReadIsToldByTheExitCode() throws IOException {
        final Path broken = folder.resolve("broken");
        for (final String part : List.of("train/good/000.png", "test/good/000.png", "test/scratch/000.png")) {
            Files.createDirectories(Objects.requireNonNull(broken.resolve(part).getParent()));
            Files.copy(data.resolve("train/good/000.png"), broken.resolve(part));
        }
        Files.writeString(broken.resolve("test/scratch/001.png"), "no picture");
        final CommandResult ran = run("threshold", model, "--data", broken);
        assertThat(ran.code()).as(ran.out()).isEqualTo(1);
        assertThat(ran.err()).contains("001.png");
    }

    @Test
    void theThresholdIsMovedAndTheFileRemembersIt() throws IOException {
        final CommandResult moved =
                run("threshold", model, "--max-false-alarms", "0.25", "--why", "too many were missed");
        assertThat(moved.code()).as(moved.err()).isZero();
        final JsonNode after = JSON.readTree(run("info", model, "--json").out());
        final JsonNode before = JSON.readTree(run("info", fitted, "--json").out());
        final JsonNode scores = before.get("calibration").get("scores");
        final JsonNode peaks = before.get("calibration").get("peaks");
        // floor(21 * 0.25) - 1 = 4 of the 20 scores may lie above.
        assertThat(after.get("calibration").get("threshold")).isEqualTo(scores.get(15));
        assertThat(after.get("calibration").get("pixel_threshold")).isEqualTo(peaks.get(15));
        final JsonNode change = after.get("changes").get(0);
        assertThat(change.get("why").asString()).isEqualTo("too many were missed");
        assertThat(change.get("what").asString()).contains("threshold from");
        assertThat(change.get("file_before").asString()).isEqualTo(Sha256.of(fitted));
        for (final String entry : before.get("entries").propertyNames()) {
            if (!entry.equals("calibration.json")) {
                assertThat(after.get("entries").get(entry))
                        .as(entry)
                        .isEqualTo(before.get("entries").get(entry));
            }
        }
        final CommandResult judged = run("predict", model, data.resolve("test/dent/000.png"), "--json");
        assertThat(JSON.readTree(judged.out()).get("threshold").floatValue())
                .isEqualTo(scores.get(15).floatValue());
    }

    @Test
    void aScoreIsTakenAsItIsAndSaysWhatItPromises() {
        final CommandResult ran = run("threshold", model, "--value", "1000", "-o", folder.resolve("high.blemish"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("threshold 1000.0000", "at most 4.8% are expected");
        assertThat(run("info", model).out()).doesNotContain("changed ");
        assertThat(run("info", folder.resolve("high.blemish")).out()).contains("changed ", "to 1000.0000");
    }

    @Test
    void aSecondThresholdGivesAThirdVerdictAndIsSwitchedOffAgain() throws IOException {
        final JsonNode scores = JSON.readTree(run("info", fitted, "--json").out())
                .get("calibration")
                .get("scores");
        final CommandResult set = run("threshold", model, "--value", "1000", "--review", "0.25");
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(set.out()).contains("review above", "at most 23.9% are expected to need a person's look");
        final CommandResult judged =
                run("predict", model, data.resolve("test/scratch/000.png"), "--json", "--fail-on-anomaly");
        assertThat(judged.code()).isEqualTo(11);
        final JsonNode verdict = JSON.readTree(judged.out());
        assertThat(verdict.get("verdict").asString()).isEqualTo("review");
        assertThat(verdict.get("anomalous").booleanValue()).isFalse();
        assertThat(verdict.get("review_threshold").floatValue())
                .isEqualTo(scores.get(15).floatValue());
        assertThat(verdict.get("regions")).isNotEmpty();
        assertThat(run("predict", model, data.resolve("test")).err()).contains(" to review, 0 anomalous");
        final CommandResult off = run("threshold", model, "--no-review");
        assertThat(off.out()).doesNotContain("review");
        assertThat(run("info", model).out()).contains("review above", "no review any more");
        assertThat(run("predict", model, data.resolve("test/scratch/000.png"), "--fail-on-anomaly")
                        .code())
                .isZero();
    }

    @Test
    void labelledPicturesChooseTheThreshold() throws IOException {
        final Path list = data.resolve("labels.csv");
        Files.writeString(list, """
                picture,label
                test/good/000.png,good
                test/good/001.png,good
                test/scratch/000.png,Defect
                test/dent/000.png,
                """);
        final CommandResult set = run("threshold", model, "--from-labels", list);
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(set.out()).contains("it finds 1 of 1 defects, and 0 of 2 good ones raise a false alarm", "few");
        final float chosen = JSON.readTree(run("info", model, "--json").out())
                .get("calibration")
                .get("threshold")
                .floatValue();
        assertThat(score("test/good/000.png")).isLessThan(chosen);
        assertThat(score("test/good/001.png")).isLessThan(chosen);
        assertThat(score("test/scratch/000.png")).isGreaterThan(chosen);

        // Scores that are known are taken as they are, and no picture is read.
        Files.writeString(list, "picture,label,score\n'=a.png,good,1\nb.png,defect,5\n");
        assertThat(run("threshold", model, "--from-labels", list).out()).contains("threshold 3.0000");
    }

    private float score(final String picture) throws IOException {
        return JSON.readTree(
                        run("predict", fitted, data.resolve(picture), "--json").out())
                .get("score")
                .floatValue();
    }

    @Test
    void labelsThatAreNoneAreNamedByTheirLineAndChangeNothing() throws IOException {
        final byte[] before = Files.readAllBytes(model);
        final Path list = folder.resolve("wrong.csv");
        for (final String content : new String[] {
            "picture,label\na.png,bad\n",
            "picture,label\n,good\n",
            "picture,label,score\na.png,good,high\n",
            "picture,label\na.png,good\n",
            "picture,label\nabsent.png,good\nabsent2.png,defect\n"
        }) {
            Files.writeString(list, content);
            final CommandResult ran = run("threshold", model, "--from-labels", list);
            assertThat(ran.code()).as(content).isEqualTo(3);
            assertThat(ran.err()).as(content).hasLineCount(1);
        }
        assertThat(run("threshold", model, "--from-labels", list, "--value", "3")
                        .err())
                .contains("only one of");
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
    }

    @Test
    void contradictoryOrImpossibleWishesChangeNothing() throws IOException {
        final byte[] before = Files.readAllBytes(model);
        for (final Object[] wish : new Object[][] {
            {"--max-false-alarms", "0.1", "--value", "3"},
            {"--confidence", "0.9"},
            {"--why", "no reason"},
            {"--max-false-alarms", "2"},
            {"--value", "-1"},
            {"--value", "NaN"},
            {"--review", "0.05", "--no-review"},
            {"--review", "0.01"}
        }) {
            final Object[] words = new Object[wish.length + 2];
            words[0] = "threshold";
            words[1] = model;
            System.arraycopy(wish, 0, words, 2, wish.length);
            final CommandResult ran = run(words);
            assertThat(ran.code()).as(ran.err()).isIn(2, 3);
            assertThat(ran.err()).hasLineCount(ran.code() == 2 ? 2 : 1);
        }
        assertThat(Files.readAllBytes(model)).isEqualTo(before);
    }

    @Test
    void aDamagedModelIsNotMadeANewOne() throws IOException {
        final byte[] content = Files.readAllBytes(model);
        content[content.length / 2] ^= 1;
        Files.write(model, content);
        final CommandResult ran = run("threshold", model, "--value", "3");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("is damaged");
        assertThat(Files.readAllBytes(model)).isEqualTo(content);
    }
}
