package io.blemish.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user in one sentence what was wrong with a command line, and where its options are explained. Only who names
 * no command is shown all there are.
 */
final class Misuse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(final ParameterException exception, final String[] args) {
        final CommandLine commandLine = exception.getCommandLine();
        final PrintWriter err = commandLine.getErr();
        err.println("blemish: " + exception.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(exception, err)) {
            if (commandLine.getSubcommands().isEmpty()) {
                err.println("Options: " + commandLine.getCommandSpec().qualifiedName() + " --help");
            } else {
                commandLine.usage(err);
            }
        }
        err.flush();
        return ExitCode.WRONG_USAGE;
    }
}
