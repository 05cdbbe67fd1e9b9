package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.comparison.Comparer;
import io.blemish.comparison.Comparison;
import io.blemish.comparison.Contender;
import io.blemish.comparison.Result;
import io.blemish.dataset.Dataset;
import io.blemish.model.ModelOptions;
import io.blemish.report.ComparisonPage;
import java.io.PrintWriter;
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
            "Fits several methods to one data set and shows how accurate each is and what it costs.",
            "The pictures go through a network once for all methods. A method that fails is named, and the others go on.",
            "Temporary files take as much room as all features and the largest model: several GB for some hundred pictures."
        })
final class CompareCommand implements Callable<Integer> {
    private static final String RESULTS = "compare.json";

    @Spec
    private CommandSpec spec;

    @Mixin
    private LayoutOptions data;

    @Mixin
    private PictureOptions pictures;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description =
                    "patchcore@SHARE%%, of all patches that it keeps; the same +ivfpq or +hnsw, searched approximately; padim; spade"
                            + " (default: patchcore@100%%,patchcore@10%%,patchcore@1%%,patchcore@100%%+ivfpq,"
                            + "patchcore@1%%+ivfpq,spade,padim).")
    private @Nullable List<String> methods;

    @Option(
            names = "--backbone",
            split = ",",
            paramLabel = "NAME|FILE",
            description =
                    "Names that 'blemish backbone list' shows, or ONNX files, each by itself: no ensembles, which fit"
                            + " makes; left out: the embedded " + BackboneGraph.DEFAULT_NAME + ".")
    private @Nullable List<String> backbones;

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            description = "Layers for all methods (default: each method's own, as fit has them).")
    private @Nullable List<String> layers;

    @Option(
            names = "--train-every",
            paramLabel = "N",
            converter = Choices.Positive.class,
            defaultValue = "1",
            description = "Fit on every N-th training picture only.")
    private int trainEvery;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0", description = "Of everything that is drawn.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Threads that work at once, on one picture when times are taken (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The table's: ${COMPLETION-CANDIDATES}.")
    private ComparisonTable.Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for " + RESULTS + " and compare.html, which are written anew after each method.")
    private @Nullable Path output;

    @Option(
            names = "--resume",
            description = "Keep what DIR/" + RESULTS + " has of the same methods on the same pictures.")
    private boolean resume;

    @Override
    public Integer call() {
        if (resume && output == null) {
            throw new ParameterException(spec.commandLine(), "--resume needs the folder of the earlier run: -o DIR.");
        }
        final List<Contender> contenders = contenders();
        final List<BackboneGraph> graphs = (backbones == null ? List.of(BackboneGraph.DEFAULT_NAME) : backbones)
                .stream().map(this::graph).toList();
        final List<Result> earlier = earlier();
        final Dataset dataset = data.open(seed, trainEvery);
        final PrintWriter err = spec.commandLine().getErr();
        dataset.warnings().forEach(warning -> err.println("blemish: " + warning));
        try (ProgressBars progress = new ProgressBars(err)) {
            final Comparison comparison = new Comparer(
                            dataset,
                            options(),
                            device.execution(threads),
                            Optional.ofNullable(layers),
                            what -> {
                                err.println(what);
                                err.flush();
                            },
                            progress)
                    .compare(graphs, contenders, earlier, this::keep);
            return conclude(comparison);
        }
    }

    private BackboneGraph graph(final String name) {
        final String[] several = name.split("[+]", -1);
        if (several.length > 1 && !Files.exists(Path.of(name))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "compare takes networks one by one, not the ensemble " + name
                            + "; judge that with: blemish fit DATA"
                            + " --backbone " + String.join(" --backbone ", several)
                            + " -o MODEL, then: blemish evaluate MODEL DATA");
        }
        return BackboneCache.ofUser().graph(name);
    }

    private List<Contender> contenders() {
        try {
            return (methods == null ? Contender.USUAL : methods)
                    .stream().map(Contender::parse).distinct().toList();
        } catch (final InputException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ModelOptions options() {
        return ModelOptions.DEFAULT
                .withPreprocessing(pictures.over(ModelOptions.DEFAULT.preprocessing()))
                .withSeed(seed)
                .withThreads(threads);
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
            final PrintWriter err = spec.commandLine().getErr();
            err.println("blemish: " + last.method() + " with " + last.backbone() + " failed: " + last.failure());
            err.flush();
        }
    }

    private int conclude(final Comparison comparison) {
        final PrintWriter out = spec.commandLine().getOut();
        new ComparisonTable(comparison).print(format, out);
        if (output != null && format == ComparisonTable.Format.TEXT) {
            out.println("Wrote " + output.resolve(RESULTS) + " and " + output.resolve("compare.html") + ".");
        }
        out.flush();
        final long failed =
                comparison.results().stream().filter(r -> r.failure() != null).count();
        if (failed == comparison.results().size()) {
            return ExitCode.COULD_NOT_RUN;
        }
        return failed > 0 ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }
}
