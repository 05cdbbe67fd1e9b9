package io.blemish.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * The result of a command.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record CommandResult(int code, String out, String err) {
    static CommandResult run(final Object... args) {
        final String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return of(Blemish.commandLine(texts), texts);
    }

    static CommandResult of(final CommandLine commandLine, final String... args) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        final int code = Blemish.execute(commandLine, args);
        return new CommandResult(code, out.toString(), err.toString());
    }
}
