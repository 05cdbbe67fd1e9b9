package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.Software;
import io.blemish.parallel.Workers;
import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

/** {@code blemish run}. */
@Command(
        name = "run",
        description = {
            "Fits a model to every category of a folder of data sets, evaluates it, and prints the table with the mean.",
            "All options of fit are known. The output folder gets CATEGORY.blemish, CATEGORY/metrics.json and"
                    + " CATEGORY/report.html, and for all together table.json, table.md and index.html. What an earlier"
                    + " run with the same options finished there is kept, so that one that broke off goes on."
        })
final class RunCommand implements Callable<Integer> {
    /** Where the results go and how fast they come changes nothing about them. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("--output", "--threads", "--category", "--memory-arena", "--batch");

    @Spec
    private CommandSpec spec;

    @Mixin
    private FitCommand fit;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final Path folder = fit.output();
        final Trial trial = new Trial(folder, out);
        final List<MetricsFile> figures = new ArrayList<>();
        boolean allDone = true;
        trial.printHead();
        try (Workers workers = new Workers(fit.threads());
                ProgressBars progress = new ProgressBars(err)) {
            for (final Optional<String> category : fit.data().categories()) {
                try {
                    final Dataset dataset = fit.dataset(category);
                    final RunRecord wanted = RunRecord.of(Software.NAME_AND_VERSION, options(), dataset);
                    final Path record = folder.resolve(dataset.name()).resolve("run.json");
                    final Optional<MetricsFile> earlier = wanted.earlier(record, trial.metrics(dataset.name()));
                    if (earlier.isPresent()) {
                        trial.print(earlier.get(), "  done before, kept");
                        figures.add(earlier.get());
                        continue;
                    }
                    dataset.warnings().forEach(warning -> err.println("blemish: " + warning));
                    final Evaluation evaluation =
                            trial.run(fit.fit(dataset, progress), fit.execution(), dataset, workers, progress);
                    wanted.write(record);
                    evaluation.failures().forEach(failed -> err.println("blemish: " + failed.reason()));
                    allDone &= evaluation.failures().isEmpty();
                    figures.add(MetricsFile.of(evaluation));
                    trial.print(figures.get(figures.size() - 1), "");
                } catch (final InputException e) {
                    err.println("blemish: "
                            + category.map(name -> name + " is left out: ").orElse("") + e.getMessage());
                    err.flush();
                    allDone = false;
                }
            }
        }
        if (figures.isEmpty()) {
            return ExitCode.COULD_NOT_RUN;
        }
        trial.conclude(fit.data().name(), figures);
        return allDone ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    /** Every option by its longest name, those left out with their default. */
    private Map<String, String> options() {
        return spec.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !WITHOUT_EFFECT.contains(option.longestName()))
                .collect(Collectors.toMap(OptionSpec::longestName, RunCommand::value, (a, b) -> a, TreeMap::new));
    }

    private static String value(final OptionSpec option) {
        final Object value = option.getValue();
        return String.valueOf(value);
    }
}
