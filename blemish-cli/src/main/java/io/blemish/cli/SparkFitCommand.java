package io.blemish.cli;

import io.blemish.cli.option.FitSettings;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.model.FitOrder;
import io.blemish.model.ModelOptions;
import io.blemish.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code blemish spark fit}. Spark is no part of this program: it writes down what is to be done, and the {@code spark-submit} of the
 * Spark that is installed does it, with the library {@code blemish-spark}.
 */
@Command(
        name = "fit",
        description = "Fits a model on a cluster of Apache Spark 4. The file is the same as that of 'blemish fit'.")
@OptionGroup("Output")
final class SparkFitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Common
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "MODEL",
            description = "The model file to write, on this machine.")
    private Path output;

    @Mixin
    private SparkSubmit submit;

    @Mixin
    private FitSettings settings;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Console console = Console.of(spec);
        final ModelOptions options = settings.options();
        final List<Network> networks = settings.networks();
        final Dataset dataset = settings.dataset(console);
        dataset.warnings().forEach(console::warn);
        final List<Network> computed;
        try (ProgressBars progress = console.progress()) {
            computed = settings.computed(networks, dataset, progress);
        }
        final FitOrder order = FitOrder.of(
                dataset.trainingPictures().name(),
                dataset.train().stream()
                        .map(sample -> new FitOrder.Source(
                                sample.id(), sample.picture().toAbsolutePath().toString()))
                        .toList(),
                computed,
                options);
        final Path folder = Files.createTempDirectory("blemish-spark");
        final Path orderFile = folder.resolve("order.json");
        final Path networkFile = folder.resolve("network.onnx");
        try {
            Files.write(orderFile, order.toJson());
            Files.write(
                    networkFile,
                    computed.get(0).graph().cut(computed.get(0).layers()).toBytes());
            return submit.run(List.of(folder.toString(), output.toAbsolutePath().toString()));
        } finally {
            Files.deleteIfExists(orderFile);
            Files.deleteIfExists(networkFile);
            Files.deleteIfExists(folder);
        }
    }
}
