package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.cli.option.FitSettings;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.Failures;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Software;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blemish run}. */
@Command(
        name = "run",
        description = {
            "Fits a model to every category of a folder of data sets, evaluates it, and prints a table with the mean.",
            "It takes the options of fit. The output folder gets CATEGORY.blemish, CATEGORY/metrics.json and"
                    + " CATEGORY/report.html, and for all categories together table.json, table.md and index.html. If a run"
                    + " was interrupted, the same command continues it: categories that were finished are kept."
        })
@OptionGroup("Output")
final class RunCommand implements Callable<Integer> {
    /** Options that decide where the results go and how fast they come, but nothing about them. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("--output", "--threads", "--category", "--memory-arena", "--batch");

    @Spec
    private CommandSpec spec;

    @Common
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder for models and reports.")
    private Path output;

    @Mixin
    private FitSettings settings;

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        final ResultFolder results = new ResultFolder(output, console);
        final List<MetricsFile> figures = new ArrayList<>();
        boolean allDone = true;
        results.printHead();
        try (Workers workers = new Workers(settings.threads());
                ProgressBars progress = console.progress()) {
            for (final Optional<String> category : settings.data().categories()) {
                try {
                    allDone &= add(category, results, figures, workers, progress);
                } catch (final BlemishException e) {
                    console.fail(category.map(name -> name + " is left out: ").orElse("") + Failures.sentence(e));
                    allDone = false;
                }
            }
        }
        if (figures.isEmpty()) {
            return ExitCode.COULD_NOT_RUN;
        }
        results.conclude(settings.data().name(), figures);
        return allDone ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    /** Adds the figures of one category, made now or kept from an earlier run. Returns whether no picture failed. */
    private boolean add(
            final Optional<String> category,
            final ResultFolder results,
            final List<MetricsFile> figures,
            final Workers workers,
            final ProgressBars progress) {
        final Console console = Console.of(spec);
        final Dataset dataset = settings.dataset(console, category);
        final RunRecord wanted = RunRecord.of(Software.NAME_AND_VERSION, options(), dataset);
        final Path record = output.resolve(dataset.name()).resolve("run.json");
        final Optional<MetricsFile> earlier = wanted.earlier(record, results.metrics(dataset.name()));
        if (earlier.isPresent()) {
            results.print(earlier.get(), "  done before, kept");
            figures.add(earlier.get());
            return true;
        }
        dataset.warnings().forEach(console::warn);
        final ModelTrainer fit = settings.fit(settings.networks(), dataset, progress);
        try (Evaluation evaluation = results.add(fit, settings.execution(), dataset, workers, progress)) {
            wanted.write(record);
            evaluation.failures().forEach(failed -> console.fail(failed.reason()));
            figures.add(MetricsFile.of(evaluation));
            results.print(figures.get(figures.size() - 1), "");
            return evaluation.failures().isEmpty();
        }
    }

    /** Every option that decides the results, by its longest name; one that is left out has its default. */
    private Map<String, String> options() {
        return spec.options().stream()
                .filter(option -> !option.inherited() && !option.hidden())
                .filter(option -> !WITHOUT_EFFECT.contains(option.longestName()))
                .collect(Collectors.toMap(OptionSpec::longestName, RunCommand::value, (a, b) -> a, TreeMap::new));
    }

    private static String value(final OptionSpec option) {
        final Object value = option.getValue();
        return String.valueOf(value);
    }
}
