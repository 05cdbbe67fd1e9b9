package io.blemish.cli;

import io.blemish.dataset.Dataset;
import io.blemish.dataset.DatasetOptions;
import io.blemish.dataset.Datasets;
import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.FitOptions;
import io.blemish.model.Model;
import io.blemish.model.ModelFit;
import io.blemish.parallel.Workers;
import io.blemish.report.HtmlReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            out.printf("%-8s  image AUROC  pixel AUROC   AUPRO  found  false alarms  report%n", "part");
            for (final PartKind kind : chosen) {
                final Dataset dataset = Datasets.open(data.resolve(kind.folderName()), DatasetOptions.DEFAULT);
                final Path file = output.resolve(kind.folderName() + ".blemish");
                new ModelFit(FitOptions.DEFAULT.withCoreset(CORESET)).fit(dataset, file, progress);
                try (Model model = Model.open(file, 1, Optional.empty())) {
                    final Evaluation evaluation =
                            new Evaluator(model, kind.folderName() + ".blemish", workers).evaluate(dataset, progress);
                    final Path folder = output.resolve(kind.folderName());
                    MetricsFile.of(evaluation).write(folder.resolve("metrics.json"));
                    HtmlReport.write(evaluation, folder.resolve("report.html"));
                    print(out, kind, evaluation, folder.resolve("report.html"));
                }
            }
        }
        return ExitCode.DONE;
    }

    private static void print(
            final PrintWriter out, final PartKind kind, final Evaluation evaluation, final Path report) {
        final MetricsFile metrics = MetricsFile.of(evaluation);
        out.printf(
                Locale.ROOT,
                "%-8s  %11.4f  %11.4f  %6.4f  %2d/%-2d  %12d  %s%n",
                kind.folderName(),
                metrics.imageAuroc(),
                metrics.pixelAuroc(),
                metrics.aupro(),
                metrics.counts().truePositives(),
                metrics.counts().anomalous(),
                metrics.counts().falsePositives(),
                report);
        out.flush();
    }
}
