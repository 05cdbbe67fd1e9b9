package io.blemish.cli.terminal;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user in one sentence what is wrong with a command line, and where the options are explained. If no command is
 * named, all commands are listed.
 */
public final class WrongUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(final ParameterException exception, final String[] args) {
        final CommandLine commandLine = exception.getCommandLine();
        final PrintWriter err = commandLine.getErr();
        err.println("blemish: " + exception.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(exception, err)) {
            explain(commandLine, err);
        }
        err.flush();
        return ExitCode.WRONG_USAGE;
    }

    private static void explain(final CommandLine commandLine, final PrintWriter err) {
        if (commandLine.getSubcommands().isEmpty()) {
            err.println("Options: " + commandLine.getCommandSpec().qualifiedName() + " --help");
        } else {
            commandLine.usage(err);
        }
    }
}
