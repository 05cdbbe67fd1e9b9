package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good pictures that are added to a model, and taken out again, from the command line. */
class UpdateCommandTest {
    @TempDir
    private static Path folder;

    private static Path fitted;
    private static Path more;

    private Path model;

    @BeforeAll
    static void fit() throws IOException {
        final Path data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 96, 12, 3, 1);
        more = Files.createDirectories(folder.resolve("more"));
        for (int i = 9; i < 12; i++) {
            final String name = String.format("%03d.png", i);
            Files.move(data.resolve("train/good").resolve(name), more.resolve(name));
        }
        fitted = folder.resolve("plate.blemish");
        final CommandResult ran = run("fit", data, "-o", fitted, "--image-size", "96", "--coreset", "0.05");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        model = Files.copy(fitted, Files.createTempDirectory(folder, "model").resolve("plate.blemish"));
    }

    @Test
    void aFolderOfPicturesIsAddedAndShownByInfo() {
        final CommandResult ran = run("update", model, more, "--why", "night shift");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("3 pictures added; 12 pictures now")
                .containsPattern("threshold \\d+\\.\\d{4}, before \\d+\\.\\d{4}: of good pictures like these 12,");
        assertThat(run("info", model).out()).contains("3 good pictures added", "(night shift)");
    }

    @Test
    void aPictureIsTakenOutAgainAndTheOldFileCanStay() throws IOException {
        final Path other = model.resolveSibling("other.blemish");
        assertThat(run("update", model, more.resolve("010.png"), "-o", other).code())
                .isZero();
        assertThat(Files.mismatch(model, fitted)).isEqualTo(-1);
        final String name = more.resolve("010.png").toString().replace('\\', '/');
        final CommandResult ran = run("update", other, "--forget", name);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("1 picture taken out; 9 pictures now");
    }

    @Test
    void badInputIsAnsweredInOneSentenceAndChangesNothing() throws IOException {
        final CommandResult nothing = run("update", model);
        assertThat(nothing.code()).isEqualTo(3);
        assertThat(nothing.err()).contains("Nothing is to be updated");
        final CommandResult unknown = run("update", model, "--forget", "nobody.png");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).contains("nobody.png").doesNotContain("\tat ");
        final CommandResult absent = run("update", model, folder.resolve("nowhere.png"));
        assertThat(absent.code()).isEqualTo(3);
        assertThat(absent.err()).contains("nowhere.png").doesNotContain("\tat ");
        assertThat(Files.mismatch(model, fitted)).isEqualTo(-1);
    }
}
