package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.prediction.FalseAlarmLimit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the map is smoothed and where the threshold lies. */
@OptionGroup("Map and threshold")
final class ThresholdOptions {
    @Common
    @Option(
            names = "--max-false-alarms",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "The share of good pictures that may raise a false alarm (default: ${DEFAULT-VALUE}).")
    double maxFalseAlarms;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            description =
                    "How sure it is to be that a model's share of false alarms is not larger, such as 0.95; without it,"
                            + " the share holds on average.")
    @Nullable
    Double confidence;

    @Option(
            names = "--review",
            paramLabel = "SHARE",
            description =
                    "The share of good pictures that may get the verdict 'review', for a person to look at, or raise"
                            + " a false alarm, such as 0.05; without it, there is no such verdict.")
    @Nullable
    Double review;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "In how many parts the training pictures set the threshold. Each part is scored by a detector that is"
                            + " trained on the others (default: ${DEFAULT-VALUE}).")
    int folds;

    @Option(
            names = "--sigma",
            paramLabel = "PIXELS",
            defaultValue = "4",
            description = "The standard deviation of the Gaussian that smooths the map (default: ${DEFAULT-VALUE}).")
    double sigma;

    OptionalDouble review() {
        return review == null ? OptionalDouble.empty() : OptionalDouble.of(review);
    }

    FalseAlarmLimit limit() {
        return new FalseAlarmLimit(maxFalseAlarms, Optional.ofNullable(confidence));
    }
}
