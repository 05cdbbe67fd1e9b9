package io.blemish.cli.option;

import io.blemish.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** Which of the training pictures a fit uses. */
@OptionGroup("Data set")
public final class TrainingShare {
    @Option(
            names = "--train-every",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            defaultValue = "1",
            description = "Fit on every N-th training picture only (default: ${DEFAULT-VALUE}).")
    private int trainEvery;

    /** The N of every N-th picture. */
    public int every() {
        return trainEvery;
    }
}
