package io.blemish.cli;

import io.blemish.backbone.Execution;
import io.blemish.cli.option.Choices;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blemish demo}. */
@Command(
        name = "demo",
        description =
                "Generates pictures of parts, fits a model to each kind, evaluates it and writes reports to look at.")
final class DemoCommand implements Callable<Integer> {
    /** So few pictures need a larger share than the usual hundredth, or the memory bank lacks part of their variety. */
    private static final double CORESET = 0.05;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "blemish-demo",
            description = "A new or empty folder (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            converter = Choices.Kinds.class,
            completionCandidates = Choices.Kinds.class,
            description = "The kinds of parts: ${COMPLETION-CANDIDATES} (default: all).")
    private List<PartKind> kinds = List.of(PartKind.values());

    @Override
    public Integer call() {
        final Console console = Console.of(spec);
        final Path data = output.resolve("data");
        try (Workers workers = Workers.ofAllProcessors();
                ProgressBars progress = console.progress()) {
            PartGenerator.generate(data, GeneratorOptions.DEFAULT.withKinds(kinds), workers, progress);
            final ResultFolder results = new ResultFolder(output, console);
            final List<MetricsFile> figures = new ArrayList<>();
            results.printHead();
            for (final PartKind kind : kinds) {
                final Dataset dataset = Datasets.open(data.resolve(kind.folderName()), DatasetOptions.DEFAULT);
                final ModelTrainer fit = new ModelTrainer(ModelOptions.builder()
                        .detector(new ViewsOptions(
                                CORESET, ViewsOptions.DEFAULT.patchSize(), ViewsOptions.DEFAULT.search()))
                        .build());
                try (Evaluation evaluation = results.add(fit, Execution.cpu(1), dataset, workers, progress)) {
                    figures.add(MetricsFile.of(evaluation));
                }
                results.print(figures.get(figures.size() - 1), "");
            }
            results.conclude("Generated parts", figures);
        }
        return ExitCode.DONE;
    }
}
