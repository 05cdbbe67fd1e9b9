package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.option.ModelChangeOptions;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.model.Model;
import io.blemish.model.ModelContents;
import io.blemish.model.ThresholdChange;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import io.blemish.prediction.ThresholdSetting;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blemish threshold}. */
@Command(
        name = "threshold",
        description = {
            "Shows what other thresholds of a model promise, and sets one without a fit.",
            "The model file is replaced in one step and remembers the change."
        })
@OptionGroup("Threshold")
final class ThresholdCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoredModel model;

    @Common
    @Option(
            names = "--max-false-alarms",
            paramLabel = "SHARE",
            description = "Set the threshold for this share of good pictures, such as 0.02.")
    private @Nullable Double maxFalseAlarms;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            description = "How sure that is to be, such as 0.95; without it, the share holds on average.")
    private @Nullable Double confidence;

    @Common
    @Option(names = "--value", paramLabel = "SCORE", description = "Set the threshold to this score.")
    private @Nullable Float value;

    @Common
    @Option(
            names = "--from-labels",
            paramLabel = "FILE",
            description =
                    "Set the threshold with the best balance of finds and false alarms on labelled pictures: a CSV file"
                            + " with the columns picture, label (good or defect) and, if they are known, score.")
    private @Nullable Path labels;

    @Common
    @Option(
            names = "--review",
            paramLabel = "SHARE",
            description =
                    "Let a person look at pictures below the threshold, so that at most this share of good pictures,"
                            + " such as 0.05, gets the verdict 'review' or 'defect'.")
    private @Nullable Double review;

    @Option(names = "--no-review", description = "Give no verdict 'review' any more.")
    private boolean noReview;

    @Common
    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "A data set with defects, to show what each threshold finds.")
    private @Nullable Path data;

    @Mixin
    private ModelChangeOptions changed;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        checkOptions();
        if (labels != null) {
            final LabelledList scores = LabelledList.read(labels, model, threads.threads(), console);
            final float chosen = scores.threshold();
            value = chosen;
            set(this::change, console);
            console.out().println(scores.sentence(chosen));
            console.out().flush();
        } else if (sets()) {
            set(this::change, console);
        } else if (data == null) {
            new ThresholdTable(ModelContents.read(model.file()).calibration()).print(console.out());
        }
        return data == null ? ExitCode.DONE : judge(data, console);
    }

    private boolean sets() {
        return value != null || labels != null || maxFalseAlarms != null || review != null || noReview;
    }

    private Calibration change(final Calibration before) {
        return new ThresholdSetting(
                        Optional.ofNullable(value),
                        Optional.ofNullable(maxFalseAlarms)
                                .map(share -> new FalseAlarmLimit(share, Optional.ofNullable(confidence))),
                        noReview,
                        review == null ? OptionalDouble.empty() : OptionalDouble.of(review))
                .apply(before);
    }

    private void set(final UnaryOperator<Calibration> change, final Console console) {
        final Path target = changed.target(model.file());
        final Calibration after = ThresholdChange.write(
                model.file(), target, before -> checked(before, change), changed.who(), changed.why(), changed.time());
        console.out().printf("%s: threshold %.4f: %s%n", target, after.threshold(), PromiseSentence.of(after));
        PromiseSentence.review(after).ifPresent(console.out()::println);
        if (!after.supported()) {
            console.warn(PromiseSentence.tooFew(after));
        }
        console.out().flush();
    }

    private Calibration checked(final Calibration before, final UnaryOperator<Calibration> change) {
        try {
            return change.apply(before);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void checkOptions() {
        if (Stream.of(maxFalseAlarms, value, labels).filter(Objects::nonNull).count() > 1) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "Give only one of --max-false-alarms, --value and --from-labels.");
        }
        if (review != null && noReview) {
            throw new OptionException(ErrorCode.OPTION_INVALID, "Give either --review or --no-review, not both.");
        }
        if (confidence != null && maxFalseAlarms == null) {
            throw new OptionException(ErrorCode.OPTION_INVALID, "--confidence needs --max-false-alarms.");
        }
        if (!sets() && changed.given()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Nothing is to be set: give --max-false-alarms, --value, --from-labels or --review, or leave out --why and --output.");
        }
    }

    private int judge(final Path folder, final Console console) {
        try (Model opened = model.open(1, console);
                Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress();
                Evaluation evaluation = new Evaluator(
                                opened, String.valueOf(model.file().getFileName()), workers)
                        .evaluate(
                                Datasets.open(
                                        folder,
                                        DatasetOptions.DEFAULT.withSeed(
                                                opened.description().detector().seed())),
                                progress)) {
            evaluation.failures().forEach(failed -> console.fail(failed.reason()));
            new ThresholdTable(evaluation.calibration(), evaluation.samples()).print(console.out());
            return evaluation.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
        }
    }
}
