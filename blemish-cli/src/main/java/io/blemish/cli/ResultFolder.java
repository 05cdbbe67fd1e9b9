package io.blemish.cli;

import io.blemish.backbone.Execution;
import io.blemish.cli.terminal.Console;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.CategoryTable;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.Model;
import io.blemish.model.ModelTrainer;
import io.blemish.model.OpenOptions;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.report.HtmlReport;
import io.blemish.report.OverviewPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The output folder of {@code demo} and {@code run}: for each data set {@code NAME.blemish}, {@code NAME/metrics.json} and
 * {@code NAME/report.html}; for all together {@code table.json}, {@code table.md} and {@code index.html}.
 */
final class ResultFolder {
    private static final String REPORT = "report.html";
    private static final String ROW = "%-16s  %11s  %11s  %6s  %9s  %12s%s";

    private final Path folder;
    private final Console console;

    ResultFolder(final Path folder, final Console console) {
        this.folder = folder;
        this.console = console;
    }

    /** Fits a model to a data set, evaluates it, and writes the model and its report. The caller closes the evaluation. */
    Evaluation add(
            final ModelTrainer fit,
            final Execution execution,
            final Dataset dataset,
            final Workers workers,
            final Progress progress) {
        final String name = dataset.name();
        final Path file = folder.resolve(name + ".blemish");
        fit.fit(dataset.trainingPictures(), file, progress);
        try (Model model =
                Model.open(file, OpenOptions.DEFAULT.withExecution(execution).withBackbones(fit.graphs()))) {
            final Evaluation evaluation = new Evaluator(model, name + ".blemish", workers).evaluate(dataset, progress);
            try {
                HtmlReport.write(evaluation, folder.resolve(name).resolve(REPORT));
                MetricsFile.of(evaluation).write(metrics(name));
                return evaluation;
            } catch (final RuntimeException | Error e) {
                evaluation.close();
                throw e;
            }
        }
    }

    Path metrics(final String name) {
        return folder.resolve(name).resolve("metrics.json");
    }

    void printHead() {
        line(String.format(
                Locale.ROOT, ROW, "data set", "image AUROC", "pixel AUROC", "AUPRO", "found", "false alarms", ""));
    }

    void print(final MetricsFile metrics, final String note) {
        final var counts = metrics.counts();
        line(
                metrics.dataset(),
                metrics.imageAuroc(),
                metrics.pixelAuroc(),
                metrics.aupro(),
                counts.truePositives() + "/" + counts.anomalous(),
                counts.falsePositives() + "/" + counts.normal(),
                note);
    }

    private void line(
            final String name,
            final @Nullable Double image,
            final @Nullable Double pixel,
            final @Nullable Double aupro,
            final String found,
            final String alarms,
            final String note) {
        line(String.format(Locale.ROOT, ROW, name, figure(image), figure(pixel), figure(aupro), found, alarms, note));
    }

    private void line(final String row) {
        console.out().println(row.stripTrailing());
    }

    private static String figure(final @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** Prints the mean, writes the table and the page, and names the page. */
    void conclude(final String title, final List<MetricsFile> figures) {
        final CategoryTable table = CategoryTable.of(figures);
        final CategoryTable.Mean mean = table.mean();
        line("mean of " + mean.categories(), mean.imageAuroc(), mean.pixelAuroc(), mean.aupro(), "", "", "");
        table.writeJson(folder.resolve("table.json"));
        table.writeMarkdown(folder.resolve("table.md"));
        final Path page = folder.resolve("index.html");
        OverviewPage.write(title, table, one -> one.dataset() + "/" + REPORT, page);
        console.inform("Open " + page.toAbsolutePath().normalize() + " to see the report of each data set.");
    }
}
