package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** The start of everything that is drawn at random. */
@OptionGroup("Random choices")
public final class SeedOption {
    @Common
    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description =
                    "The seed of all random choices; the same seed gives the same result (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The seed. */
    public long seed() {
        return seed;
    }
}
