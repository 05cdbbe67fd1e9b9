package io.blemish.cli;

import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.Precision;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.backbone.catalogue.Preset;
import io.blemish.dataset.Dataset;
import io.blemish.embedding.Embedding;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelOptions;
import io.blemish.model.FitSummary;
import io.blemish.model.Method;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import io.blemish.prediction.Calibration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code blemish fit}. */
@Command(name = "fit", description = "Fits a model to pictures of good parts and writes it to one file.")
final class FitCommand implements Callable<Integer> {
    private static final double PERCENT = 100;

    /** {@code --neighbors} of the authors' commands: their program does not weight the image score. */
    private static final int PLAIN_MAXIMUM = 1;

    private static final Pattern NUMBERED = Pattern.compile("\\d+\\..+");

    @Spec
    private CommandSpec spec;

    /** {@code run}, where these are its options. */
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec run;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "MODEL",
            description = "The model file to write; of run: a folder.")
    private Path output;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "patchcore",
            converter = Choices.Methods.class,
            description = "The detector: patchcore, padim or spade.")
    private Method method;

    @Option(
            names = "--train-every",
            paramLabel = "N",
            converter = Choices.Positive.class,
            defaultValue = "1",
            description = "Fit on every N-th training picture only.")
    private int trainEvery;

    @Option(
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            names = "--backbone",
            paramLabel = "NAME|FILE",
            description = "A name that 'blemish backbone list' shows, or an ONNX file; left out: the embedded "
                    + BackboneGraph.DEFAULT_NAME + ". patchcore: given several times, an ensemble.")
    private List<String> backbones = List.of();

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            description = "Layers whose feature maps are used: outputs or inner nodes of the network (default: "
                    + "layer2,layer3; padim and spade: layer1,layer2,layer3). Of an ensemble, those of all networks, or of"
                    + " each as 0.layer2,1.layer2,….")
    private @Nullable List<String> layers;

    @Option(
            names = "--precision",
            paramLabel = "NUMBERS",
            defaultValue = "float32",
            converter = Choices.Precisions.class,
            description = "How the network computes: float32, or int8, with ranges learned from the training pictures: "
                    + "two to three times as fast on processors with 8-bit products, with slightly other scores.")
    private Precision precision;

    @Option(
            names = "--embedding",
            paramLabel = "VARIANT",
            defaultValue = "channel",
            converter = Choices.Embeddings.class,
            description = "patchcore: how features become patches: channel or adaptive.")
    private Embedding embedding;

    @Option(
            names = "--patch-size",
            paramLabel = "P",
            converter = Choices.Positive.class,
            defaultValue = "3",
            description =
                    "patchcore: edge of the neighbourhood that a patch covers, in positions of a layer: odd, 1 to 9.")
    private int patchSize;

    @Mixin
    private PictureOptions pictures;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            converter = Choices.Presets.class,
            completionCandidates = Choices.Presets.class,
            description = "paper: --resize shorter-side --image-size 256 --crop 224. Or all that one of the authors' "
                    + "published commands says: ${COMPLETION-CANDIDATES}. The options themselves come before it.")
    private @Nullable FitPreset preset;

    @Option(
            names = "--coreset",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "patchcore: share of the patches that the memory bank keeps, above 0 and at most 1.")
    private double coreset;

    @Option(
            names = "--projection",
            paramLabel = "DIMENSIONS",
            defaultValue = "128",
            description = "patchcore: dimensions in which the coreset is chosen; 0: the patches' own.")
    private int projection;

    @Option(
            names = "--nearest",
            paramLabel = "K",
            converter = Choices.Positive.class,
            defaultValue = "1",
            description = "patchcore: a patch's distance is the mean of those to its K nearest entries.")
    private int nearest;

    @Option(
            names = "--neighbors",
            paramLabel = "B",
            converter = Choices.Positive.class,
            defaultValue = "9",
            description = "patchcore: neighbours that weight the image score; 1: no re-weighting.")
    private int neighbors;

    @Mixin
    private SearchOptions search;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "padim: channels that are drawn from all layers' (default: 100, of a network with 1,792 or "
                    + "more 550).")
    private @Nullable Integer channels;

    @Option(
            names = "--nearest-pictures",
            paramLabel = "K",
            description = "spade: pictures of the gallery that are compared patch by patch (default: 50).")
    private @Nullable Integer nearestPictures;

    @Option(
            names = "--sigma",
            paramLabel = "PIXELS",
            defaultValue = "4",
            description = "Standard deviation of the Gaussian that smooths the map.")
    private double sigma;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of the training pictures that sets the threshold.")
    private double holdout;

    @Option(
            names = "--quantile",
            paramLabel = "SHARE",
            defaultValue = "0.99",
            description = "Share of good pictures that the threshold is to pass.")
    private double quantile;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0", description = "Of everything that is drawn.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Threads that work at once (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--no-embed-backbone",
            negatable = false,
            description = "Leave the network out of the model file; only its name and hash stay.")
    private boolean withoutBackbone;

    @Override
    public Integer call() throws IOException {
        final ModelOptions options = options();
        final List<Network> networks = networks(options.method());
        requireFittingNetworks(networks, options);
        final Dataset dataset = data.open(options.seed(), trainEvery);
        final PrintWriter err = spec.commandLine().getErr();
        dataset.warnings().forEach(warning -> err.println("blemish: " + warning));
        announce(err, dataset, networks, options);
        try (ProgressBars progress = new ProgressBars(err)) {
            final FitSummary summary = fit(networks, options, dataset, progress).fit(dataset, output, progress);
            summary.failures().forEach(failure -> err.println("blemish: " + failure));
            conclude(summary);
            return summary.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
        }
    }

    /** The data set that the options name, or another category of it. */
    Dataset dataset(final Optional<String> category) {
        return data.open(seed(), trainEvery, category);
    }

    /** A fit to a data set as the options say. */
    ModelTrainer fit(final Dataset dataset, final Progress progress) {
        final ModelOptions options = options();
        final List<Network> networks = networks(options.method());
        requireFittingNetworks(networks, options);
        return fit(networks, options, dataset, progress);
    }

    /** How to run the networks, for one picture. */
    Execution execution() {
        return device.execution(1);
    }

    DataOptions data() {
        return data;
    }

    Path output() {
        return output;
    }

    int threads() {
        return threads;
    }

    private ModelTrainer fit(
            final List<Network> networks, final ModelOptions options, final Dataset dataset, final Progress progress) {
        final List<Network> computed = precision == Precision.INT8
                ? networks.stream()
                        .map(network -> network.toInt8(dataset, options.preprocessing(), progress))
                        .toList()
                : networks;
        return new ModelTrainer(computed, options, execution());
    }

    private void requireFittingNetworks(final List<Network> networks, final ModelOptions options) {
        if (precision == Precision.INT8 && withoutBackbone) {
            throw new ParameterException(
                    command().commandLine(),
                    "--precision int8 makes a network of its own, which the model must contain: leave out "
                            + "--no-embed-backbone");
        }
        if (networks.size() > 1 && !(options.method() instanceof Method.PatchCore)) {
            throw new ParameterException(
                    command().commandLine(),
                    "--method " + options.method().commandName() + " takes one --backbone only");
        }
    }

    private List<Network> networks(final Method chosen) {
        final List<String> preset = this.preset == null ? List.of() : this.preset.backbones();
        final List<String> names =
                !backbones.isEmpty() ? backbones : !preset.isEmpty() ? preset : List.of(BackboneGraph.DEFAULT_NAME);
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Network(BackboneCache.ofUser().graph(names.get(i)), layers(chosen, i, names.size())))
                .toList();
    }

    /** The layers of one of several networks: those named {@code i.NAME}, or all where none is numbered. */
    private List<String> layers(final Method chosen, final int network, final int networks) {
        final List<String> all = layers == null ? chosen.defaultLayers() : layers;
        if (networks == 1
                || all.stream().noneMatch(name -> NUMBERED.matcher(name).matches())) {
            return all;
        }
        final String prefix = network + ".";
        final List<String> own = all.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
        if (own.isEmpty()) {
            throw new ParameterException(
                    command().commandLine(), "--layers names none of network " + network + ": add " + prefix + "NAME");
        }
        return own;
    }

    private long seed() {
        return chosen("--seed", seed, Preset::seed);
    }

    /** What an option says, or the preset where the option is left out. */
    private <T> T chosen(final String option, final T given, final Function<Preset, T> inPreset) {
        if (preset == null || command().commandLine().getParseResult().hasMatchedOption(option)) {
            return given;
        }
        return preset.command().map(inPreset).orElse(given);
    }

    /** {@code fit}, or {@code run} where these are its options. */
    private CommandSpec command() {
        return run == null ? spec : run;
    }

    private ModelOptions options() {
        try {
            return new ModelOptions(
                    method(),
                    preprocessing(),
                    chosen(
                                    "--embedding",
                                    embedding,
                                    command -> new Embedding.Adaptive(
                                            command.pretrainDimension(), command.targetDimension()))
                            .withPatchSize(chosen("--patch-size", patchSize, Preset::patchSize)),
                    chosen("--coreset", coreset, Preset::coreset),
                    projection,
                    chosen("--nearest", nearest, Preset::neighbours),
                    chosen("--neighbors", neighbors, command -> PLAIN_MAXIMUM),
                    search.method(),
                    sigma,
                    seed(),
                    holdout,
                    quantile,
                    !withoutBackbone,
                    threads);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(command().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Method method() {
        if (method instanceof Method.Padim && channels != null) {
            return new Method.Padim(channels);
        }
        if (method instanceof Method.Spade && nearestPictures != null) {
            return new Method.Spade(nearestPictures);
        }
        return method;
    }

    private Preprocessing preprocessing() {
        return pictures.over(
                preset == null ? Preprocessing.squash(ModelOptions.DEFAULT_IMAGE_SIZE) : preset.preprocessing());
    }

    private void announce(
            final PrintWriter err, final Dataset dataset, final List<Network> networks, final ModelOptions options) {
        final Preprocessing pixels = options.preprocessing();
        err.printf(
                Locale.ROOT,
                "Fitting %s to %,d good pictures of %s (layout %s).%n"
                        + "%s"
                        + "  pictures  %s to %d pixels%s%n"
                        + "  detector  %s, seed %d, %d threads%n",
                options.method().commandName(),
                dataset.train().size(),
                dataset.name(),
                dataset.format(),
                networks.stream()
                        .map(network -> String.format(
                                "  network   %s, layers %s%n",
                                network.graph().name(), String.join(", ", network.layers())))
                        .collect(Collectors.joining()),
                pixels.resize() == Preprocessing.Resize.SQUASH ? "squashed" : "shorter side",
                pixels.size(),
                pixels.crop().isPresent() ? ", middle " + pixels.crop().getAsInt() : "",
                detector(options),
                options.seed(),
                options.threads());
        err.flush();
    }

    private static String detector(final ModelOptions options) {
        if (options.method() instanceof Method.Padim padim) {
            return "a normal distribution at each position, of "
                    + (padim.channels() == 0 ? "as many channels as in the paper" : padim.channels() + " channels");
        }
        if (options.method() instanceof Method.Spade spade) {
            return "the " + spade.pictures() + " most similar pictures of the gallery";
        }
        return (options.embedding() instanceof Embedding.Adaptive ? "adaptive" : "channel")
                + " embedding of " + options.embedding().patchSize() + "x"
                + options.embedding().patchSize()
                + " patches" + (options.nearest() > 1 ? ", mean of " + options.nearest() + " distances" : "")
                + ", memory bank of " + trimmed(options.coreset() * PERCENT) + "% of the patches, "
                + options.search().name() + " search";
    }

    private void conclude(final FitSummary summary) throws IOException {
        final Calibration calibration = summary.calibration();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %,d %s of %d values from %,d pictures, %.1f MB%n",
                        output,
                        summary.bankSize(),
                        method instanceof Method.Padim
                                ? "distributions"
                                : String.format(Locale.ROOT, "of %,d patches", summary.patches()),
                        summary.dimension(),
                        summary.pictures(),
                        Files.size(output) / 1e6);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "features %.1f s, detector %.1f s, threshold %.1f s%n",
                        summary.embeddingSeconds(),
                        summary.coresetSeconds(),
                        summary.calibrationSeconds());
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "threshold %.4f, set to pass %s%% of good pictures by %d held-out ones%n",
                        calibration.threshold(),
                        trimmed(calibration.quantile() * PERCENT),
                        calibration.heldOut());
        summary.recall()
                .ifPresent(recall -> spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "the search finds the nearest entry of %.1f%% of %,d held-out patches (recall@1)%n",
                                recall.at1() * PERCENT,
                                recall.queries()));
        if (calibration.supportedQuantile() < calibration.quantile()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "So few support no more than %.1f%%: expect up to one false alarm in %d good pictures, or add "
                                    + "good pictures until %d are held out.%n",
                            calibration.supportedQuantile() * PERCENT,
                            calibration.heldOut() + 1,
                            (int) Math.ceil(calibration.quantile() / (1 - calibration.quantile()) - 1e-9));
        }
    }

    private static String trimmed(final double value) {
        final String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
