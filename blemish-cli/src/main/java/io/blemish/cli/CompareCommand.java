package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.cli.option.DataOptions;
import io.blemish.cli.option.DeviceOptions;
import io.blemish.cli.option.PictureOptions;
import io.blemish.cli.option.SeedOption;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.option.TrainingShare;
import io.blemish.cli.option.WholeNumber;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.comparison.ComparedMethod;
import io.blemish.comparison.Comparer;
import io.blemish.comparison.Comparison;
import io.blemish.comparison.Result;
import io.blemish.dataset.Dataset;
import io.blemish.model.ModelOptions;
import io.blemish.report.ComparisonPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blemish compare}. */
@Command(
        name = "compare",
        description = {
            "Fits several methods to one data set and shows how accurate each of them is and what it costs.",
            "The pictures go through a network once for all methods. A method that fails is named, and the others go on.",
            "Temporary files take as much room as all features and the largest model: several GB for some hundred pictures."
        })
@OptionGroup("Methods and output")
final class CompareCommand implements Callable<Integer> {
    private static final String RESULTS = "compare.json";

    @Spec
    private CommandSpec spec;

    @Common
    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description =
                    "views or patchcore, also with @SHARE%%, where SHARE of all patches are kept, and with +ivfpq or"
                            + " +hnsw for approximate search; padim; spade; subspace; rad; anomalydino; mhpatchcore; softpatch (default: views,patchcore@100%%,patchcore@10%%,patchcore@1%%,patchcore@100%%+ivfpq,"
                            + "patchcore@1%%+ivfpq,spade,padim).")
    private @Nullable List<String> methods;

    @Common
    @Option(
            names = "--backbone",
            split = ",",
            paramLabel = "NAME|FILE",
            description = "Names that 'blemish backbone list' shows, or ONNX files (default: the embedded "
                    + BackboneGraph.DEFAULT_NAME + "). Each is used by itself: only fit makes ensembles.")
    private @Nullable List<String> backbones;

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            description = "The layers that all methods use (default: those that fit takes for each method).")
    private @Nullable List<String> layers;

    @Option(
            names = "--leading-tokens",
            paramLabel = "COUNT",
            converter = WholeNumber.NotNegative.class,
            description =
                    "How many tokens of a transformer's layer come before those of the picture's patches, in each network (default:"
                            + " found, where the network's first convolution cuts the picture into patches).")
    private @Nullable Integer leadingTokens;

    @Common
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The format of the table: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ComparisonTable.Format format;

    @Common
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "A folder for " + RESULTS + " and compare.html, which are written again after each method.")
    private @Nullable Path output;

    @Common
    @Option(
            names = "--resume",
            description = "Keep the results in DIR/" + RESULTS + " that are of the same methods on the same pictures.")
    private boolean resume;

    @Mixin
    private DataOptions data;

    @Mixin
    private TrainingShare training;

    @Mixin
    private PictureOptions pictures;

    @Mixin
    private SeedOption seed;

    @Mixin
    private ThreadOption threads;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        if (resume && output == null) {
            throw new ParameterException(spec.commandLine(), "--resume needs the folder of the earlier run: -o DIR.");
        }
        final List<ComparedMethod> comparedMethods = comparedMethods();
        final List<BackboneGraph> graphs = (backbones == null ? List.of(BackboneGraph.DEFAULT_NAME) : backbones)
                .stream().map(this::graph).toList();
        final List<Result> earlier = earlier();
        final Console console = Console.of(spec);
        final Dataset dataset = data.open(seed.seed(), training.every(), console);
        dataset.warnings().forEach(console::warn);
        try (ProgressBars progress = console.progress()) {
            final Comparison comparison = new Comparer(
                            dataset,
                            options(),
                            device.execution(threads.threads()),
                            Optional.ofNullable(layers),
                            console::inform,
                            progress)
                    .compare(graphs, comparedMethods, earlier, this::keep);
            return conclude(comparison);
        }
    }

    private BackboneGraph graph(final String name) {
        final String[] several = name.split("[+]", -1);
        if (several.length > 1 && !Files.exists(Path.of(name))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "compare takes networks one by one, not the ensemble " + name
                            + "; evaluate that with: blemish fit DATA"
                            + " --backbone " + String.join(" --backbone ", several)
                            + " -o MODEL, then: blemish evaluate MODEL DATA");
        }
        final BackboneGraph graph = BackboneCache.ofUser().graph(name);
        return leadingTokens == null ? graph : graph.withLeadingTokens(leadingTokens);
    }

    private List<ComparedMethod> comparedMethods() {
        try {
            return (methods == null ? ComparedMethod.USUAL : methods)
                    .stream().map(ComparedMethod::parse).distinct().toList();
        } catch (final BlemishException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ModelOptions options() {
        return ModelOptions.builder()
                .preprocessing(pictures.over(ModelOptions.DEFAULT.preprocessing()))
                .seed(seed.seed())
                .threads(threads.threads())
                .build();
    }

    private List<Result> earlier() {
        if (!resume || output == null || !Files.exists(output.resolve(RESULTS))) {
            return List.of();
        }
        return Comparison.read(output.resolve(RESULTS)).results();
    }

    private void keep(final Comparison soFar) {
        if (output != null) {
            soFar.write(output.resolve(RESULTS));
            ComparisonPage.write(soFar, output.resolve("compare.html"));
        }
        final Result last = soFar.results().get(soFar.results().size() - 1);
        if (last.failure() != null) {
            Console.of(spec).fail(last.method() + " with " + last.backbone() + " failed: " + last.failure());
        }
    }

    private int conclude(final Comparison comparison) {
        final Console console = Console.of(spec);
        new ComparisonTable(comparison).print(format, console.out());
        console.out().flush();
        if (output != null) {
            console.inform("Wrote " + output.resolve(RESULTS) + " and " + output.resolve("compare.html") + ".");
        }
        final long failed = comparison.results().stream()
                .filter(result -> result.failure() != null)
                .count();
        if (failed == comparison.results().size()) {
            return ExitCode.COULD_NOT_RUN;
        }
        return failed > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }
}
