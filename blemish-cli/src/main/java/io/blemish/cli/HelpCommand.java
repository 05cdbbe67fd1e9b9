package io.blemish.cli;

import io.blemish.cli.terminal.Console;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish help}. */
@Command(name = "help", description = "Shows the page that a command shows with --help.")
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command (default: blemish itself).")
    private List<String> names = List.of();

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (final String name : names) {
            final CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(command, "There is no command '" + name + "'.");
            }
            command = next;
        }
        command.usage(Console.of(spec).out());
    }
}
