package io.blemish.cli;

import io.blemish.cli.option.FitSettings;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.model.FitSummary;
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

/** {@code blemish fit}. */
@Command(name = "fit", description = "Fits a model to pictures of good parts and writes it to one file.")
@OptionGroup("Output")
final class FitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Common
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "MODEL",
            description = "The model file to write.")
    private Path output;

    @Mixin
    private FitSettings settings;

    @Override
    public Integer call() throws IOException {
        final Console console = Console.of(spec);
        final ModelOptions options = settings.options();
        final List<Network> networks = settings.networks();
        final Dataset dataset = settings.dataset(console);
        dataset.warnings().forEach(console::warn);
        console.inform(new FitAnnouncement(dataset, networks, options).text());
        final FitSummary summary;
        try (ProgressBars progress = console.progress()) {
            summary = settings.fit(networks, dataset, progress).fit(dataset.trainingPictures(), output, progress);
        }
        summary.failures().forEach(console::fail);
        new FitReport(output, Files.size(output), summary).lines().forEach(console.out()::println);
        console.inform(next(dataset).text());
        return summary.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private NextCommands next(final Dataset dataset) {
        return new NextCommands(
                output,
                settings.networkWords(),
                settings.data().words(spec.commandLine().getParseResult()),
                dataset);
    }
}
