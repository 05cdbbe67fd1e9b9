package io.blemish.cli.terminal;

import io.blemish.BlemishException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an error into the sentence that the user reads. Every error that a command reports becomes text here. */
public final class Failures implements IExecutionExceptionHandler {
    private static final String DEBUG = "BLEMISH_DEBUG";

    @Override
    public int handleExecutionException(
            final Exception exception, final CommandLine commandLine, final ParseResult parseResult) {
        Console.of(commandLine.getCommandSpec()).fail(exception);
        return ExitCode.COULD_NOT_RUN;
    }

    /** The sentence for an error: what happened, and what the user can do about it. */
    public static String sentence(final Throwable error) {
        if (error instanceof BlemishException refusal) {
            return Advice.with(refusal);
        }
        if (error instanceof OutOfMemoryError) {
            return "memory ran out. Give it more, for example with BLEMISH_JAVA_OPTS=-Xmx8g, or use fewer threads or a"
                    + " smaller --coreset.";
        }
        if (error instanceof NoClassDefFoundError) {
            return "the folder lib lacks a part of the program (" + error.getMessage()
                    + "). Unpack the archive again, or put back the jar that was taken away.";
        }
        return "this should not have happened: " + error + ". Please report it with what " + DEBUG + "=1 prints.";
    }

    /** The causes of an error, the nearest first. */
    static List<String> causes(final Throwable error) {
        return Stream.iterate(error.getCause(), Objects::nonNull, Throwable::getCause)
                .map(String::valueOf)
                .toList();
    }

    /** A user's mistake needs no stack trace, unless the environment asks for it. */
    static boolean wantsStackTrace(final Throwable error, final boolean verbose) {
        return System.getenv(DEBUG) != null || (verbose && !(error instanceof BlemishException));
    }
}
