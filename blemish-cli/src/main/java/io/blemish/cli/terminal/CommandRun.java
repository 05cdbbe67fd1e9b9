package io.blemish.cli.terminal;

import java.util.Locale;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command. With {@code --verbose} it prints what runs where, and in the end the time. */
public final class CommandRun implements IExecutionStrategy {
    @Override
    public int execute(final ParseResult parsed) {
        final Console console = Console.of(parsed.commandSpec());
        if (console.isContradictory()) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    "--quiet and --verbose exclude each other: leave one of them out.");
        }
        final long begun = System.nanoTime();
        console.detail("command: blemish " + ShellWords.join(parsed.expandedArgs()));
        console.detail(String.format(
                Locale.ROOT,
                "Java %s, %s %s, %d processors, heap up to %,d MB",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / 1_000_000));
        try {
            return new RunLast().execute(parsed);
        } finally {
            console.detail(String.format(Locale.ROOT, "ended after %.1f s", (System.nanoTime() - begun) / 1e9));
        }
    }
}
