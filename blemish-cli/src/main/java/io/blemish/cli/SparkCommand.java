package io.blemish.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blemish spark}. */
@Command(
        name = "spark",
        description = "Fits a model on a cluster of Apache Spark, if the pictures are too many for one machine.",
        subcommands = SparkFitCommand.class)
final class SparkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: fit.");
    }
}
