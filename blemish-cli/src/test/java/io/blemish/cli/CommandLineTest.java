package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void ofACommandThatIsNamedOnlyItsOptionsAreRead() {
        final Set<String> all = Blemish.commandLine().getSubcommands().keySet();
        assertThat(all).contains("predict", "fit", "serve", "help");
        for (final String name : all) {
            if (!name.equals("help")) {
                assertThat(Blemish.commandLine(name, "--help").getSubcommands()).containsOnlyKeys(name);
            }
        }
    }

    @Test
    void helpKnowsAllCommands() {
        final Set<String> all = Blemish.commandLine().getSubcommands().keySet();
        assertThat(Blemish.commandLine("help", "predict").getSubcommands().keySet())
                .isEqualTo(all);
        assertThat(Blemish.commandLine("--help").getSubcommands().keySet()).isEqualTo(all);
        assertThat(CommandResult.run("help", "predict").out()).contains("MODEL").contains("--json");
    }

    @Test
    void aCommandsOwnHelpTellsTheExitCodes() {
        assertThat(CommandResult.run("predict", "--help").out())
                .contains("Exit codes:")
                .contains("10");
        assertThat(CommandResult.run("predict", "--version").out()).contains("blemish");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        final CommandResult ran = CommandResult.run("predct");
        assertThat(ran.code()).isEqualTo(picocli.CommandLine.ExitCode.USAGE);
        assertThat(ran.err()).contains("predct").contains("predict");
    }
}
