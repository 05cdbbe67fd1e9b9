package io.blemish.cli.option;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.backbone.Execution;
import io.blemish.backbone.Precision;
import io.blemish.backbone.catalogue.Preset;
import io.blemish.cli.terminal.Console;
import io.blemish.dataset.Dataset;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.WorstShare;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.embedding.Embedding;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import io.blemish.search.SearchMethod;
import io.blemish.tuning.Setting;
import io.blemish.tuning.Tuner;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** All options that decide how a model is fitted; {@code fit} and {@code run} share them. */
public final class FitSettings {
    /** {@code --neighbors} of the authors' commands: their program does not weight the score. */
    private static final int NOT_WEIGHTED = 1;

    /** What an option that is given leaves no choice about: itself, and what would replace it. */
    private static final Map<String, Set<Setting>> CLOSING = Map.ofEntries(
            Map.entry("--image-size", Set.of(Setting.SIZE)),
            Map.entry("--crop", Set.of(Setting.SIZE)),
            Map.entry("--tile", Set.of(Setting.SIZE)),
            Map.entry("--layers", Set.of(Setting.LAYERS, Setting.NETWORK)),
            Map.entry("--leading-tokens", Set.of(Setting.LAYERS, Setting.NETWORK)),
            Map.entry(MethodOptions.METHOD, Set.of(Setting.METHOD)),
            Map.entry(MemoryBankOptions.PATCH_SIZE, Set.of(Setting.METHOD)),
            Map.entry(MethodOptions.IMAGE_SCORE, Set.of(Setting.METHOD)),
            Map.entry(SearchOptions.SEARCH, Set.of(Setting.METHOD)),
            Map.entry(MemoryBankOptions.CORESET, Set.of(Setting.SHARE, Setting.METHOD)),
            Map.entry(MemoryBankOptions.MAX_BANK_ENTRIES, Set.of(Setting.METHOD)),
            Map.entry("--backbone", Set.of(Setting.NETWORK)));

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Mixin
    private TrainingShare training;

    @Mixin
    private MethodOptions method;

    @Mixin
    private NetworkOptions network;

    @Mixin
    private PictureOptions pictures;

    @Mixin
    private AlignOptions align;

    @Mixin
    private TurnsOption turns;

    @Mixin
    private PresetOption preset;

    @Mixin
    private MemoryBankOptions patchCore;

    @Mixin
    private SearchOptions search;

    @Mixin
    private ThresholdOptions threshold;

    @Mixin
    private EvidenceOption evidence;

    @Mixin
    private SeedOption seed;

    @Mixin
    private ThreadOption threads;

    @Mixin
    private DeviceOptions device;

    /** The options for the library: each option that is given, else that of the preset, else the default. */
    public ModelOptions options() {
        return checked(() -> evidence.over(ModelOptions.builder()
                        .detector(detector())
                        .preprocessing(pictures.over(preset.preprocessing()))
                        .alignment(align.chosen())
                        .turns(turns.chosen())
                        .sigma(threshold.sigma)
                        .seed(seed())
                        .folds(threshold.folds)
                        .falseAlarms(threshold.limit())
                        .review(threshold.review())
                        .embedBackbone(network.embedded())
                        .threads(threads.threads()))
                .build());
    }

    private DetectorOptions detector() {
        final SearchMethod found = search.method(parsed());
        final DetectorOptions chosen = method();
        if (chosen instanceof ViewsOptions) {
            return views(found);
        }
        if (chosen instanceof AnomalyDinoOptions anomalyDino) {
            final boolean given = parsed().hasMatchedOption(MemoryBankOptions.CORESET);
            return new AnomalyDinoOptions(
                    given ? patchCore.coreset : anomalyDino.coreset(),
                    found,
                    method.imageScore(anomalyDino.imageScore()),
                    method.foreground());
        }
        if (chosen instanceof SoftPatchOptions softPatch) {
            final double usual = preset.command().map(Preset::coreset).orElse(softPatch.coreset());
            final boolean given = parsed().hasMatchedOption(MemoryBankOptions.CORESET);
            return new SoftPatchOptions(given ? patchCore.coreset : usual, method.noise(softPatch.noise()), found);
        }
        if (chosen instanceof MhPatchCoreOptions mhPatchCore) {
            return new MhPatchCoreOptions(
                    embedding(),
                    method.explained(mhPatchCore.explained()),
                    method.shrinkage(mhPatchCore.shrinkage()),
                    patchCore.maxBankEntries().orElse(mhPatchCore.maxBankEntries()),
                    neighbors());
        }
        return chosen instanceof PatchCoreOptions ? patchCore(found) : chosen;
    }

    /** The method that is named, else PatchCore if something is given that only PatchCore has, else the default. */
    private DetectorOptions method() {
        final boolean ofPatchCore = MemoryBankOptions.OF_PATCHCORE.stream().anyMatch(parsed()::hasMatchedOption);
        final boolean named = parsed().hasMatchedOption(MethodOptions.METHOD);
        final DetectorOptions chosen =
                named || !(preset.given() || ofPatchCore) ? method.method() : PatchCoreOptions.DEFAULT;
        MethodLimits.check(chosen.type(), parsed()::hasMatchedOption);
        return chosen;
    }

    private ViewsOptions views(final SearchMethod found) {
        return new ViewsOptions(
                chosen(MemoryBankOptions.CORESET, patchCore.coreset, Preset::coreset),
                patchCore.maxBankEntries(),
                chosen(MemoryBankOptions.PATCH_SIZE, patchCore.patchSize, Preset::patchSize),
                found,
                method.imageScore(WorstShare.DEFAULT));
    }

    private PatchCoreOptions patchCore(final SearchMethod found) {
        return PatchCoreOptions.builder()
                .embedding(embedding())
                .coreset(chosen(MemoryBankOptions.CORESET, patchCore.coreset, Preset::coreset))
                .maxBankEntries(patchCore.maxBankEntries())
                .projectionDimension(patchCore.projection)
                .nearest(chosen(MemoryBankOptions.NEAREST, patchCore.nearest, Preset::neighbours))
                .neighbors(neighbors())
                .search(found)
                .build();
    }

    private Embedding embedding() {
        return chosen(MemoryBankOptions.EMBEDDING, patchCore.embedding, FitSettings::embedding)
                .withPatchSize(chosen(MemoryBankOptions.PATCH_SIZE, patchCore.patchSize, Preset::patchSize));
    }

    private int neighbors() {
        return chosen(MemoryBankOptions.NEIGHBORS, patchCore.neighbors, authors -> NOT_WEIGHTED);
    }

    private static Embedding embedding(final Preset authors) {
        return new Embedding.Adaptive(authors.pretrainDimension(), authors.targetDimension());
    }

    private long seed() {
        return chosen("--seed", seed.seed(), Preset::seed);
    }

    private <T> T chosen(final String option, final T given, final Function<Preset, T> inPreset) {
        return parsed().hasMatchedOption(option)
                ? given
                : preset.command().map(inPreset).orElse(given);
    }

    private ParseResult parsed() {
        return command.commandLine().getParseResult();
    }

    private <T> T checked(final Supplier<T> made) {
        try {
            return made.get();
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The networks whose features are used, as they were read. */
    public List<Network> networks() {
        return checked(() -> network.choices(method(), preset.backbones())).stream()
                .map(NetworkOptions.Choice::read)
                .toList();
    }

    /** The options that name the networks to a command that uses the model; none if the model contains them. */
    public List<String> networkWords() {
        return network.embedded()
                ? List.of()
                : network.choices(method(), preset.backbones()).stream()
                        .flatMap(choice -> Stream.of("--backbone", choice.name()))
                        .toList();
    }

    /** A fit with these options; if they want 8-bit integers, the networks are converted first. */
    public ModelTrainer fit(final List<Network> networks, final Dataset dataset, final Progress progress) {
        return fit(networks, options(), dataset, progress);
    }

    /** A fit with other options; if these want 8-bit integers, the networks are converted first. */
    public ModelTrainer fit(
            final List<Network> networks, final ModelOptions options, final Dataset dataset, final Progress progress) {
        return new ModelTrainer(computed(networks, options, dataset, progress), options, execution());
    }

    /**
     * A search for better choices of what these options leave open.
     *
     * @param first the network that is used otherwise
     * @throws OptionException if they leave nothing open, or tuning cannot compare what they name
     */
    public Tuner tuner(final Network first) {
        final Set<Setting> open = open();
        if (open.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "There is nothing to tune: the preset, or the other options, name size, layers, method, share and network."
                            + " Leave some of them out, or fit without tuning.");
        }
        if (network.precision() != Precision.FLOAT32) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Tuning compares networks in float32. Tune without --precision, then fit with what it chose and"
                            + " --precision.");
        }
        if (checked(turns::chosen).isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Tuning compares choices on more pictures than turned copies are for. Tune without "
                            + TurnsOption.TURNS + ", or fit without tuning.");
        }
        return new Tuner(
                options(),
                open.contains(Setting.NETWORK) ? TuneOptions.cached(first, method().defaultLayers()) : List.of(),
                open,
                execution());
    }

    private Set<Setting> open() {
        final Set<Setting> open = EnumSet.allOf(Setting.class);
        CLOSING.forEach((option, settings) -> {
            if (parsed().hasMatchedOption(option)) {
                open.removeAll(settings);
            }
        });
        if (MemoryBankOptions.OF_PATCHCORE.stream().anyMatch(parsed()::hasMatchedOption)) {
            open.remove(Setting.METHOD);
        }
        return preset.given() ? Set.of() : open;
    }

    /** The networks in the numbers that the options name. */
    public List<Network> computed(final List<Network> networks, final Dataset dataset, final Progress progress) {
        return computed(networks, options(), dataset, progress);
    }

    private List<Network> computed(
            final List<Network> networks, final ModelOptions options, final Dataset dataset, final Progress progress) {
        return networks.stream()
                .map(one -> switch (network.precision()) {
                    case FLOAT32 -> one;
                    case BFLOAT16 -> one.toBfloat16();
                    case INT8 -> one.toInt8(dataset.trainingPictures(), options.preprocessing(), progress);
                })
                .toList();
    }

    /** The data set that the options name. */
    public Dataset dataset(final Console console) {
        return data.open(seed(), training.every(), console).without(training.without());
    }

    /** The data set that the options name, or one of its categories. */
    public Dataset dataset(final Console console, final Optional<String> category) {
        return data.open(seed(), training.every(), console, category).without(training.without());
    }

    /** How to run the networks, for one picture. */
    public Execution execution() {
        return device.execution(1);
    }

    /** Which data set is read. */
    public DataOptions data() {
        return data;
    }

    /** How many threads work at once. */
    public int threads() {
        return threads.threads();
    }
}
