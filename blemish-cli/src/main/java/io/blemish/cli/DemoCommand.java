package io.blemish.cli;

import io.blemish.backbone.Execution;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.parallel.Workers;
import java.io.PrintWriter;
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
        description = "Generates parts, fits a model to each kind, evaluates it and writes reports to look at.")
final class DemoCommand implements Callable<Integer> {
    /** Few pictures need a larger share than the usual hundredth for a memory bank that knows their variety. */
    private static final double CORESET = 0.05;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "blemish-demo",
            description = "A new or empty folder.")
    private Path output;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "Of plate, textile, label, gear, board, tile (default: all).")
    private List<String> kinds = List.of();

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final List<PartKind> chosen = kinds.isEmpty()
                ? List.of(PartKind.values())
                : kinds.stream().map(PartKind::of).toList();
        final Path data = output.resolve("data");
        try (Workers workers = Workers.ofAllProcessors();
                ProgressBars progress = new ProgressBars(spec.commandLine().getErr())) {
            PartGenerator.generate(data, GeneratorOptions.DEFAULT.withKinds(chosen), workers, progress);
            final Trial trial = new Trial(output, out);
            final List<MetricsFile> figures = new ArrayList<>();
            trial.printHead();
            for (final PartKind kind : chosen) {
                final Dataset dataset = Datasets.open(data.resolve(kind.folderName()), DatasetOptions.DEFAULT);
                final ModelTrainer fit = new ModelTrainer(ModelOptions.DEFAULT.withCoreset(CORESET));
                figures.add(MetricsFile.of(trial.run(fit, Execution.cpu(1), dataset, workers, progress)));
                trial.print(figures.get(figures.size() - 1), "");
            }
            trial.conclude("Generated parts", figures);
        }
        return ExitCode.DONE;
    }
}
