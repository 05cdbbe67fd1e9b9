package io.blemish.cli.terminal;

import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Where a command writes, and how much. Results go to standard output; everything else goes to standard error, so that a
 * program can read the results. Its options belong to every command.
 */
@OptionGroup("General")
public final class Console {
    private static final String MIXIN = "console";

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only results and errors: no progress, no warnings, no summary.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Also print each step with its time, and the cause of an error.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help", "--help-all"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the options that most people need; --help-all shows all options, in groups.")
    @SuppressWarnings("UnusedVariable") // picocli shows the page itself
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli shows the version itself
    private boolean version;

    private final CommandSpec root;

    private Console(final CommandSpec root) {
        this.root = root;
    }

    /** Gives a root command a console, and its options to all commands that are added to it later. */
    public static void addTo(final CommandSpec root) {
        root.addMixin(MIXIN, CommandSpec.forAnnotatedObject(new Console(root)));
    }

    /** The console that all commands of a command line share. */
    public static Console of(final CommandSpec command) {
        return (Console)
                Objects.requireNonNull(command.root().mixins().get(MIXIN)).userObject();
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isContradictory() {
        return quiet && verbose;
    }

    /** Standard output, for results. It is flushed after every line, so that a reader at the other end of a pipe sees it. */
    public PrintWriter out() {
        return root.commandLine().getOut();
    }

    private PrintWriter err() {
        return root.commandLine().getErr();
    }

    /** Prints what a person may want to know, unless quiet. */
    public void inform(final String text) {
        if (!quiet) {
            print(text);
        }
    }

    /** Prints a sentence that warns of something, unless quiet. */
    public void warn(final String sentence) {
        inform(named(sentence));
    }

    /** Prints a step that was done, if verbose. */
    public void detail(final String step) {
        if (verbose) {
            print("  " + step);
        }
    }

    /** Prints one sentence about an error; if verbose, also its cause. */
    public void fail(final Throwable error) {
        fail(Failures.sentence(error));
        if (verbose) {
            Failures.causes(error).forEach(cause -> print("  caused by " + cause));
        }
        if (Failures.wantsStackTrace(error, verbose)) {
            error.printStackTrace(err());
            err().flush();
        }
    }

    /** Prints one sentence about an error. */
    public void fail(final String sentence) {
        print(named(sentence));
    }

    private static String named(final String sentence) {
        return "blemish: " + Printable.of(sentence);
    }

    private void print(final String text) {
        out().flush();
        err().println(text);
        err().flush();
    }

    /** Shows how far a command is; silent if quiet. */
    public ProgressBars progress() {
        return new ProgressBars(err(), quiet);
    }
}
