package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.dataset.generator.PartKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options that name a data set mean the same for every command. */
class DataOptionsTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void generate() {
        data = GeneratedParts.in(folder, PartKind.TILE, 64, 3, 1, 1);
    }

    @Test
    void layoutNamesTheLayoutAndFormatTheOutput() {
        for (final CommandLine command : Blemish.commandLine().getSubcommands().values()) {
            final List<OptionSpec> shown = command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .toList();
            assertThat(shown)
                    .filteredOn(option -> option.longestName().equals("--layout"))
                    .allSatisfy(
                            layout -> assertThat(layout.completionCandidates()).contains("mvtec"));
            assertThat(shown)
                    .filteredOn(option -> option.longestName().equals("--format"))
                    .allSatisfy(
                            format -> assertThat(format.completionCandidates()).contains("json"));
        }
        assertThat(run("inspect", data, "--layout", "folder").out()).contains("read as folder");
        assertThat(run("inspect", data).out()).contains("read as mvtec");
    }

    @Test
    void theOldNameOfLayoutStillWorksButIsNotShown() {
        assertThat(run("inspect", data, "--format", "folder").out()).contains("read as folder");
        assertThat(run("inspect", "--help-all").out()).contains("--layout").doesNotContain("--format");
        assertThat(run("compare", data, "--format", "folder").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void aShareThatLeavesNothingIsWrongUsage() {
        final CommandResult all = run("inspect", data, "--test-fraction", "1");
        assertThat(all.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(all.err()).contains("--test-fraction", "'1' is not at least 0 and below 1");
    }
}
