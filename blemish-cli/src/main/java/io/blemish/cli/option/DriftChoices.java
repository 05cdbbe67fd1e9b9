package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.drift.DriftOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How pictures are watched for drift. */
@OptionGroup("Drift")
public final class DriftChoices {
    @Common
    @Option(
            names = "--max-false-alarms",
            paramLabel = "SHARE",
            converter = Share.class,
            defaultValue = "0.01",
            description =
                    "The probability that pictures that have not changed are ever called drift (default: ${DEFAULT-VALUE}).")
    private double maxFalseAlarms;

    @Common
    @Option(
            names = "--defects",
            paramLabel = "SHARE",
            converter = Share.class,
            defaultValue = "0.05",
            description = "The share of defective pictures that is no drift (default: ${DEFAULT-VALUE}).")
    private double defects;

    @Mixin
    private SeedOption seed;

    /**
     * The options.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public DriftOptions options() {
        return new DriftOptions(maxFalseAlarms, defects, seed.seed());
    }
}
