package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.option.FitSettings;
import io.blemish.cli.option.TuneOptions;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.image.Picture;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.model.TuningRecord;
import io.blemish.parallel.Progress;
import io.blemish.tuning.Tuner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be fitted.
 *
 * @param networks whose features are used
 * @param options all else
 * @param tried what tuning compared; empty without tuning
 */
record FitPlan(List<Network> networks, ModelOptions options, Optional<TuningRecord> tried) {
    FitPlan {
        networks = List.copyOf(networks);
    }

    static FitPlan untuned(final List<Network> networks, final ModelOptions options) {
        return new FitPlan(networks, options, Optional.empty());
    }

    /** Chooses what the options leave open, and shows each trial. */
    static FitPlan tuned(
            final List<Network> networks,
            final FitSettings settings,
            final TuneOptions tuning,
            final Dataset dataset,
            final Console console) {
        if (networks.size() > 1) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Tuning starts from one network, not " + networks.size() + ". Name one, or fit without tuning.");
        }
        final List<Picture> defects = tuning.defects().map(FitPlan::in).orElse(List.of());
        final Tuner.Result result;
        try (ProgressBars progress = console.progress()) {
            result = settings.tuner(networks.get(0))
                    .tune(
                            networks.get(0),
                            dataset.trainingPictures(),
                            defects,
                            tuning.time().orElseThrow(),
                            progress);
        }
        result.record().trials().forEach(trial -> console.inform(line(trial)));
        return new FitPlan(
                List.of(result.choice().network()),
                settings.options().toBuilder()
                        .detector(result.choice().detector())
                        .preprocessing(result.choice().preprocessing())
                        .build(),
                Optional.of(result.record()));
    }

    private static List<Picture> in(final Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    folder + ", which --tune-with names, is no folder. Name one with pictures of defects.");
        }
        return PictureInput.find(List.of(folder)).stream()
                .map(PictureInput::picture)
                .toList();
    }

    private static String line(final TuningRecord.Trial trial) {
        return "  " + trial.name() + ": "
                + trial.result()
                        .map(found -> String.format(
                                Locale.ROOT,
                                "AUROC %.3f (%+.3f; from %+.3f to %+.3f), %.0f ms a picture",
                                found.auroc(),
                                found.difference(),
                                found.low(),
                                found.high(),
                                found.millis()))
                        .orElseGet(() -> trial.reason().orElseThrow());
    }

    /** The options that name the networks to a command that uses the model; none if the model contains them. */
    List<String> networkWords(final FitSettings settings) {
        final List<String> words = settings.networkWords();
        return words.isEmpty() || tried.isEmpty()
                ? words
                : List.of("--backbone", networks.get(0).graph().name());
    }

    ModelTrainer trainer(final FitSettings settings, final Dataset dataset, final Progress progress) {
        final ModelTrainer trainer = settings.fit(networks, options, dataset, progress);
        return tried.map(trainer::after).orElse(trainer);
    }
}
