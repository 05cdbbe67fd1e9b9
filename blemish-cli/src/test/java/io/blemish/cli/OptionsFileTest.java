package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @FILE}: options from a file, as docs/command-line.md describes it. */
class OptionsFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileStandsForItsWords() throws IOException {
        final Path target = folder.resolve("parts of the line");
        final Path options = Files.writeString(
                folder.resolve("small.options"), """
                # a comment
                --kinds plate
                --size=64 --train 2
                --test-good 1 --per-defect 1

                "%s"
                """.formatted(target.toString().replace("\\", "\\\\")));
        final CommandResult result = run("generate", "@" + options, "--train", "3");
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err()).contains("--train", "only once");

        final CommandResult generated = run("generate", "@" + options, "--seed", "1");
        assertThat(generated.code()).as(generated.err()).isZero();
        try (var pictures = Files.list(target.resolve("plate/train/good"))) {
            assertThat(pictures).hasSize(2);
        }
    }

    @Test
    void aFileThatDoesNotExistIsNamed() {
        final CommandResult result = run("generate", "@" + folder.resolve("none.options"), "target");
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err().lines()).singleElement().asString().contains("There is no file", "none.options");
    }

    @Test
    void aFolderInPlaceOfAFileIsNamed() {
        final CommandResult result = run("generate", "@" + folder, "target");
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(result.err().lines()).singleElement().asString().contains("There is no file " + folder);
    }
}
