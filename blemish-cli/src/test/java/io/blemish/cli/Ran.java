package io.blemish.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command left behind: its exit code and what it wrote. */
record Ran(int code, String out, String err) {
    static Ran run(final Object... args) {
        final String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        final CommandLine commandLine = Blemish.commandLine(texts);
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        final int code = commandLine.execute(texts);
        return new Ran(code, out.toString(), err.toString());
    }
}
