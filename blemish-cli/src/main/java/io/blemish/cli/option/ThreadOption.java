package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** How many threads a command works on. */
@OptionGroup("Speed and memory")
public final class ThreadOption {
    @Common
    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "How many threads work at once (default: one for each processor). No result depends on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** How many threads. */
    public int threads() {
        return threads;
    }
}
