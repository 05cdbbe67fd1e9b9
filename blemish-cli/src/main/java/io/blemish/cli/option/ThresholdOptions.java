package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** How the map is smoothed and where the threshold lies. */
@OptionGroup("Map and threshold")
final class ThresholdOptions {
    @Common
    @Option(
            names = "--quantile",
            paramLabel = "SHARE",
            defaultValue = "0.99",
            description = "The share of good pictures that the threshold should pass (default: ${DEFAULT-VALUE}).")
    double quantile;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "The share of the training pictures that sets the threshold (default: ${DEFAULT-VALUE}).")
    double holdout;

    @Option(
            names = "--sigma",
            paramLabel = "PIXELS",
            defaultValue = "4",
            description = "The standard deviation of the Gaussian that smooths the map (default: ${DEFAULT-VALUE}).")
    double sigma;
}
