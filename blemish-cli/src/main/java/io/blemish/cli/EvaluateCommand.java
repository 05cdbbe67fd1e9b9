package io.blemish.cli;

import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.dataset.Dataset;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.Model;
import io.blemish.parallel.Workers;
import io.blemish.report.HtmlReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish evaluate}. */
@Command(
        name = "evaluate",
        description = "Judges the test pictures of a data set and reports how well the model finds their defects.")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for metrics.json and report.html.")
    private @Nullable Path output;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Of the division into training and test pictures (default: the model's).")
    private @Nullable Long seed;

    @Option(
            names = "--backbone",
            paramLabel = "NAME|FILE",
            description = "The network, for a model fitted with --no-embed-backbone; of an ensemble each, in order.")
    private List<String> backbones = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Pictures judged at once (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        final PrintWriter err = spec.commandLine().getErr();
        try (Model opened = Model.open(
                        model,
                        device.execution(1),
                        backbones.stream().map(BackboneCache.ofUser()::graph).toList());
                Workers workers = new Workers(threads);
                ProgressBars progress = new ProgressBars(err)) {
            final Dataset dataset = data.open(seed == null ? seedOf(opened) : seed, 1);
            final Evaluation evaluation =
                    new Evaluator(opened, String.valueOf(model.getFileName()), workers).evaluate(dataset, progress);
            evaluation.failures().forEach(failed -> err.println("blemish: " + failed.reason()));
            evaluation.warnings().forEach(warning -> err.println("blemish: " + warning));
            err.flush();
            new MetricsTable(evaluation).print(spec.commandLine().getOut());
            if (output != null) {
                write(evaluation, output);
            }
            return evaluation.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
        }
    }

    private void write(final Evaluation evaluation, final Path folder) {
        final Path metrics = folder.resolve("metrics.json");
        MetricsFile.of(evaluation).write(metrics);
        final Path report = folder.resolve("report.html");
        HtmlReport.write(evaluation, report);
        spec.commandLine().getOut().println("Wrote " + metrics + " and " + report + ".");
    }

    private static long seedOf(final Model model) {
        return model.description().detector().seed();
    }
}
