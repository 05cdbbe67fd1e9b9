package io.blemish.cli;

import io.blemish.backbone.Execution;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.CategoryTable;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.Model;
import io.blemish.model.ModelTrainer;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.report.HtmlReport;
import io.blemish.report.OverviewPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A folder of models and of what they are worth: for each data set {@code NAME.blemish}, {@code NAME/metrics.json} and
 * {@code NAME/report.html}; for all together {@code table.json}, {@code table.md} and {@code index.html}.
 */
final class Trial {
    private static final String REPORT = "report.html";
    private static final String ROW = "%-16s  %11s  %11s  %6s  %9s  %12s%s";

    private final Path folder;
    private final PrintWriter out;

    Trial(final Path folder, final PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    /** Fits a model to a data set, judges its test pictures and writes both. */
    Evaluation run(
            final ModelTrainer fit,
            final Execution execution,
            final Dataset dataset,
            final Workers workers,
            final Progress progress) {
        final String name = dataset.name();
        final Path file = folder.resolve(name + ".blemish");
        fit.fit(dataset, file, progress);
        try (Model model = Model.open(file, execution, fit.graphs())) {
            final Evaluation evaluation = new Evaluator(model, name + ".blemish", workers).evaluate(dataset, progress);
            HtmlReport.write(evaluation, folder.resolve(name).resolve(REPORT));
            MetricsFile.of(evaluation).write(metrics(name));
            return evaluation;
        }
    }

    Path metrics(final String name) {
        return folder.resolve(name).resolve("metrics.json");
    }

    void printHead() {
        out.println(String.format(
                Locale.ROOT, ROW, "data set", "image AUROC", "pixel AUROC", "AUPRO", "found", "false alarms", ""));
        out.flush();
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
        out.println(
                String.format(Locale.ROOT, ROW, name, figure(image), figure(pixel), figure(aupro), found, alarms, note)
                        .stripTrailing());
        out.flush();
    }

    private static String figure(final @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** Prints the mean, writes the table and the page, and says which page to open. */
    void conclude(final String title, final List<MetricsFile> figures) {
        final CategoryTable table = CategoryTable.of(figures);
        final CategoryTable.Mean mean = table.mean();
        line("mean of " + mean.categories(), mean.imageAuroc(), mean.pixelAuroc(), mean.aupro(), "", "", "");
        table.writeJson(folder.resolve("table.json"));
        table.writeMarkdown(folder.resolve("table.md"));
        final Path page = folder.resolve("index.html");
        OverviewPage.write(title, table, one -> one.dataset() + "/" + REPORT, page);
        out.println("Open " + page.toAbsolutePath().normalize() + " to see each data set's report.");
        out.flush();
    }
}
