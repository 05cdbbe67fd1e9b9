package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect}. */
class InspectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void goodPicturesAloneAreNoProblem() {
        final Path good = GeneratedParts.in(folder, PartKind.TILE, 64, 3, 1, 1).resolve("train/good");
        final CommandResult result = run("inspect", good);
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("All pictures are good: a model can be fitted to them, but to evaluate it takes defective")
                .contains("Nothing wrong was found.")
                .doesNotContain("! ");
    }

    @Test
    void aWholeDataSetNeedsNoRemark() {
        final CommandResult result = run("inspect", GeneratedParts.in(folder, PartKind.TILE, 64, 3, 1, 1));
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Nothing wrong was found.").doesNotContain("All pictures are good");
    }

    @Test
    void defectivePicturesWithoutGoodOnesToTestAreAProblem() throws IOException {
        final Path data = GeneratedParts.in(folder, PartKind.TILE, 64, 3, 1, 1);
        Files.delete(data.resolve("test/good/000.png"));
        final CommandResult result = run("inspect", data);
        assertThat(result.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(result.out()).contains("! There is no good picture to test").contains("Problems: 1");
    }
}
