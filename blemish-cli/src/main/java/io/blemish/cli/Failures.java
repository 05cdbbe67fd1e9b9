package io.blemish.cli;

import io.blemish.InputException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells the user in one sentence why a command could not run. Nobody is shown a stack trace who did not ask for one with
 * the environment variable {@code BLEMISH_DEBUG}.
 */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            final Exception exception, final CommandLine commandLine, final ParseResult parseResult) {
        final PrintWriter err = commandLine.getErr();
        if (exception instanceof InputException) {
            err.println("blemish: " + exception.getMessage());
        } else {
            err.println("blemish: this should not have happened: " + exception
                    + ". Please report it with what BLEMISH_DEBUG=1 prints.");
        }
        if (System.getenv("BLEMISH_DEBUG") != null) {
            exception.printStackTrace(err);
        }
        err.flush();
        return ExitCode.COULD_NOT_RUN;
    }
}
