package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.option.FitSettings;
import io.blemish.cli.option.TuneOptions;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.image.PictureSet;
import io.blemish.model.FeatureFolder;
import io.blemish.model.FitSummary;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.model.TuningRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--keep-features",
            paramLabel = "DIR",
            description =
                    "A folder that keeps what the network says of each picture, so that the next fit with it, such as one"
                            + " --without some pictures, does not run the network again. For this machine; delete it when"
                            + " you are done.")
    private @Nullable Path features;

    @Mixin
    private FitSettings settings;

    @Mixin
    private TuneOptions tuning;

    @Override
    public Integer call() throws IOException {
        final Console console = Console.of(spec);
        if (features != null && tuning.time().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "--keep-features keeps the features of one choice, and tuning compares many. Tune first, then fit with what"
                            + " it chose and --keep-features.");
        }
        final List<Network> networks = settings.networks();
        final Dataset dataset = settings.dataset(console);
        dataset.warnings().forEach(console::warn);
        final FitPlan plan = tuning.time().isEmpty()
                ? FitPlan.untuned(networks, settings.options())
                : FitPlan.tuned(networks, settings, tuning, dataset, console);
        console.inform(new FitAnnouncement(dataset, plan.networks(), plan.options()).text());
        final Optional<FeatureFolder> kept = Optional.ofNullable(features).map(FeatureFolder::open);
        final FitSummary summary;
        try (ProgressBars progress = console.progress()) {
            final ModelTrainer trainer = plan.trainer(settings, dataset, progress);
            final PictureSet good = dataset.trainingPictures();
            summary = kept.isPresent()
                    ? trainer.fit(good, kept.get(), output, progress)
                    : trainer.fit(good, output, progress);
        }
        summary.failures().forEach(console::fail);
        plan.tried().map(TuningRecord::sentence).ifPresent(console.out()::println);
        new FitReport(output, Files.size(output), summary).lines().forEach(console.out()::println);
        kept.ifPresent(folder -> console.inform(said(folder, summary.pictures())));
        console.inform(next(dataset, plan).text());
        return summary.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private String said(final FeatureFolder folder, final int pictures) {
        return String.format(
                Locale.ROOT,
                "features of %,d of %,d pictures were in %s, which holds %,.1f MB now%s%s",
                folder.reused(),
                pictures,
                features,
                folder.bytes() / 1e6,
                folder.damaged() > 0
                        ? "; " + folder.damaged() + " of its files were damaged, and their features were made anew"
                        : "",
                folder.leftOut() > 0
                        ? "; it is full, so those of " + folder.leftOut() + " pictures were not kept: empty it"
                        : "");
    }

    private NextCommands next(final Dataset dataset, final FitPlan plan) {
        return new NextCommands(
                output,
                plan.networkWords(settings),
                settings.data().words(spec.commandLine().getParseResult()),
                dataset);
    }
}
