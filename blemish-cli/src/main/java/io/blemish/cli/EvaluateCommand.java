package io.blemish.cli;

import io.blemish.cli.option.DataOptions;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.option.WholeGraphOption;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.comparison.PairedComparison;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.Model;
import io.blemish.parallel.Workers;
import io.blemish.report.HtmlReport;
import io.blemish.report.PairedPage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blemish evaluate}. */
@Command(
        name = "evaluate",
        description =
                "Looks for defects in the test pictures of a data set, and reports how well the model finds them.")
@OptionGroup("Output")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Common
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "A folder for metrics.json, predictions.csv and report.html.")
    private @Nullable Path output;

    @Mixin
    private StoredModel model;

    @Mixin
    private DataOptions data;

    @Common
    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description =
                    "The seed that divides the good pictures into training and test pictures (default: the model's).")
    private @Nullable Long seed;

    @Common
    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description =
                    "Another model that judges the same pictures: which of the two is better, and where they differ.")
    private @Nullable Path against;

    @Mixin
    private ThreadOption threads;

    @Mixin
    private WholeGraphOption whole;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        try (Model opened = model.open(1, whole, console);
                Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress()) {
            final Dataset dataset = data.open(seed == null ? seedOf(opened) : seed, 1, console);
            try (Evaluation evaluation = evaluate(opened, name(model.file()), dataset, workers, progress, console)) {
                boolean complete = evaluation.failures().isEmpty();
                if (against == null) {
                    new MetricsTable(evaluation, model.file()).print(console.out());
                } else {
                    complete &= compare(evaluation, against, dataset, workers, progress, console);
                }
                if (output != null) {
                    write(evaluation, output, console);
                }
                return complete ? ExitCode.DONE : ExitCode.SOME_FAILED;
            }
        }
    }

    /** Compares both models; false if the other one refused pictures. */
    private boolean compare(
            final Evaluation evaluation,
            final Path other,
            final Dataset dataset,
            final Workers workers,
            final ProgressBars progress,
            final Console console) {
        try (Model opened = whole.open(other, model.options(1));
                Evaluation second = evaluate(opened, name(other), dataset, workers, progress, console)) {
            final PairedComparison comparison = PairedComparison.of(evaluation, second);
            new PairedTable(comparison).print(console.out());
            if (output != null) {
                final Path differences = output.resolve(DifferencesFile.NAME);
                DifferencesFile.write(comparison, differences);
                final Path page = output.resolve("against.html");
                PairedPage.write(comparison, page);
                console.inform("Wrote " + differences + " and " + page + ".");
            }
            return second.failures().isEmpty();
        }
    }

    /** The name of a file, or its path if both files have the same name. */
    private String name(final Path file) {
        final boolean same = against != null
                && Objects.equals(against.getFileName(), model.file().getFileName());
        return String.valueOf(same ? file : file.getFileName());
    }

    private Evaluation evaluate(
            final Model opened,
            final String name,
            final Dataset dataset,
            final Workers workers,
            final ProgressBars progress,
            final Console console) {
        final Evaluation evaluation = new Evaluator(opened, name, workers).evaluate(dataset, progress);
        final String whose = against == null ? "" : name + ": ";
        evaluation.failures().forEach(failed -> console.fail(whose + failed.reason()));
        evaluation.warnings().forEach(warning -> console.warn(whose + warning));
        return evaluation;
    }

    private static void write(final Evaluation evaluation, final Path folder, final Console console) {
        final Path metrics = folder.resolve("metrics.json");
        MetricsFile.of(evaluation).write(metrics);
        final Path predictions = folder.resolve(PredictionsFile.NAME);
        PredictionsFile.of(evaluation).write(predictions);
        final Path report = folder.resolve("report.html");
        HtmlReport.write(evaluation, report);
        console.inform("Wrote " + metrics + ", " + predictions + " and " + report + ".");
    }

    private static long seedOf(final Model model) {
        return model.description().detector().seed();
    }
}
