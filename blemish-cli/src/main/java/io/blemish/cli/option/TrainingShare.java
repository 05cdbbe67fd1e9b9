package io.blemish.cli.option;

import io.blemish.cli.terminal.OptionGroup;
import java.util.List;
import java.util.Set;
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

    @Option(
            names = "--without",
            paramLabel = "NAME",
            description = "A training picture to leave out, as fit names it; may be given several times.")
    private List<String> without = List.of();

    /** The names of the pictures to leave out. */
    Set<String> without() {
        return Set.copyOf(without);
    }

    /** The N of every N-th picture. */
    public int every() {
        return trainEvery;
    }
}
