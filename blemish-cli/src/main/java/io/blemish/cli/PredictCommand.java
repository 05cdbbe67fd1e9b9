package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.ResourceException;
import io.blemish.artifact.Json;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.option.WholeGraphOption;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.Printable;
import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.model.Thumbnails;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish predict}. */
@Command(
        name = "predict",
        description = {
            "Gives each picture a score and a decision, and with -o a heat map and an overlay.",
            "Verdicts go to standard output, one line each, in the order of the pictures. Errors and the summary of many"
                    + " pictures go to standard error."
        })
@OptionGroup("Output")
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Common
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "A folder for NAME_heatmap.png and NAME_overlay.png of each picture, and predictions.csv.")
    private @Nullable Path output;

    @Common
    @Option(
            names = "--evidence",
            description =
                    "Also write NAME_evidence.png of each picture with a region into the folder of --output: the clearest region"
                            + " beside the normal patch that it was compared with.")
    private boolean evidence;

    @Common
    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "A CSV file with a line for every picture: score, verdict, threshold, regions, times.")
    private @Nullable Path csv;

    @Common
    @Option(names = "--json", description = "Print each verdict as a JSON object on one line.")
    private boolean json;

    @Common
    @Option(
            names = "--fail-on-anomaly",
            description = "End with exit code 10 if a picture is anomalous, or else with 11 if one is to be reviewed.")
    private boolean failOnAnomaly;

    @Mixin
    private StoredModel model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMG|DIR",
            description = "Pictures, or folders of pictures.")
    private List<Path> inputs = List.of();

    @Mixin
    private ThreadOption threads;

    @Mixin
    private WholeGraphOption whole;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        final PredictionSummary summary = new PredictionSummary();
        final PredictionsFile table = new PredictionsFile();
        final List<PictureInput> pictures = PictureInput.find(inputs);
        console.detail("found " + pictures.size() + " pictures");
        // One picture is spread over all threads; of many, each thread takes its own.
        final int threadsEach = pictures.size() == 1 ? threads.threads() : 1;
        final PictureReader reader = new PictureReader(pictures);
        try (Model opened = model.open(threadsEach, whole, console);
                Workers workers = new Workers(threads.threads())) {
            new PicturesInOrder(model.batch(), workers)
                    .forEach(pictures, some -> predict(opened, some, reader), (input, outcome) -> {
                        print(outcome, console);
                        summary.add(outcome);
                        if (csv != null || output != null) {
                            table.add(outcome.row());
                        }
                    });
        }
        if (pictures.size() > 1) {
            console.inform(summary.text());
        }
        if (csv != null) {
            table.write(csv);
        }
        if (output != null) {
            table.write(output.resolve(PredictionsFile.NAME));
        }
        if (summary.anyFailed()) {
            return ExitCode.SOME_FAILED;
        }
        if (failOnAnomaly && summary.any(Decision.DEFECT)) {
            return ExitCode.ANOMALY;
        }
        return failOnAnomaly && summary.any(Decision.REVIEW) ? ExitCode.REVIEW : ExitCode.DONE;
    }

    /** Predicts pictures that go through the network together. */
    private List<PredictionOutcome> predict(
            final Model opened, final List<PictureInput> inputs, final PictureReader reader) {
        final List<Picture> pictures = inputs.stream().map(reader::read).toList();
        final List<Outcome> outcomes = opened.predict(pictures);
        final List<PredictionOutcome> predicted = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            predicted.add(outcome(
                    inputs.get(i), pictures.get(i), outcomes.get(i), evidence ? opened.thumbnails() : Thumbnails.NONE));
        }
        return predicted;
    }

    private PredictionOutcome outcome(
            final PictureInput input, final Picture picture, final Outcome outcome, final Thumbnails thumbnails) {
        try {
            final Prediction prediction = outcome.orElseThrow();
            final String row = PredictionsFile.judged(prediction, outcome.stageTimes());
            try {
                final Optional<PredictionPictures> written = Optional.ofNullable(output)
                        .map(folder ->
                                PredictionPictures.write(folder, input, picture.decode(), prediction, thumbnails));
                return PredictionOutcome.of(PredictionLine.of(prediction, written), row);
            } catch (final ResourceException e) {
                // A full disk costs the pictures and not the verdict.
                return PredictionOutcome.withoutPictures(PredictionLine.of(prediction, Optional.empty()), e, row);
            }
        } catch (final BlemishException e) {
            return PredictionOutcome.failed(input.file(), e);
        }
    }

    private void print(final PredictionOutcome outcome, final Console console) {
        outcome.failure().ifPresent(console::fail);
        outcome.line().ifPresent(line -> console.out().println(json ? Json.line(line) : Printable.of(readable(line))));
        console.out().flush();
    }

    private static String readable(final PredictionLine line) {
        return String.format(
                Locale.ROOT,
                "%-9s %s  score %.4f, threshold %.4f%s",
                switch (line.verdict()) {
                    case OK -> "normal";
                    case REVIEW -> "REVIEW";
                    case DEFECT -> "ANOMALOUS";
                },
                line.path(),
                line.score(),
                line.threshold(),
                line.regions().isEmpty() ? "" : ", regions " + line.regions().size());
    }
}
