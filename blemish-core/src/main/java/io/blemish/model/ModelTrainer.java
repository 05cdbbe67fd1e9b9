package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.alignment.Alignment;
import io.blemish.alignment.AlignmentTrainer;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import io.blemish.backbone.BackboneDescription;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.backbone.Precision;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.PatchScores;
import io.blemish.detector.ensemble.Ensemble;
import io.blemish.detector.ensemble.EnsembleDescription;
import io.blemish.drift.LearnedAppearance;
import io.blemish.embedding.Embedding;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.onnx.OnnxRuntime;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.MapRenderer;
import io.blemish.search.Recall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fits models. The same pictures and options give the same bytes, whatever the threads.
 *
 * <p>The threshold comes from all good pictures: those of each fold are scored by a detector fitted to the other folds. The
 * one that is kept is fitted to all pictures; it knows more of the normal than each of those that set the threshold, which
 * errs on the side of fewer false alarms. See {@link Calibration}.
 */
public final class ModelTrainer {
    private static final double NANOS = 1e9;

    private final List<Network> networks;
    private final ModelOptions options;
    private final Execution execution;
    private final Optional<TuningRecord> tuning;

    /**
     * Prepares a fit.
     *
     * @param graph the network
     * @param layers whose feature maps are used
     * @param options how to fit
     */
    public ModelTrainer(final BackboneGraph graph, final List<String> layers, final ModelOptions options) {
        this(List.of(new Network(graph, layers)), options);
    }

    /**
     * Prepares a fit with several networks, each with a detector of its own; see {@link io.blemish.detector.ensemble.Ensemble}.
     *
     * @param networks one, or with PatchCore several
     * @param options how to fit
     * @throws BlemishException if the method takes one network only
     */
    public ModelTrainer(final List<Network> networks, final ModelOptions options) {
        this(networks, options, Execution.cpu(1));
    }

    /**
     * Prepares a fit with several networks that do not run in the usual way.
     *
     * @param networks one, or with PatchCore several
     * @param options how to fit
     * @param execution how to run the networks; as many pictures run at once as the options have threads
     * @throws BlemishException if the method takes one network only
     */
    public ModelTrainer(final List<Network> networks, final ModelOptions options, final Execution execution) {
        if (networks.size() > 1 && !options.detector().severalNetworks()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Method " + options.detector().type() + " takes one network, not " + networks.size()
                            + ". Only views and patchcore take several.");
        }
        if (options.preprocessing().tiling().isPresent() && !options.detector().tiles()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Method " + options.detector().type()
                            + " cannot be fitted to tiles."
                            + " Only views and patchcore can.");
        }
        if (options.preprocessing().tiling().isPresent() && networks.size() > 1) {
            // The worst tile of each network need not be the same one, so thresholds and verdicts would compare other
            // scores.
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "Tiles go through one network, not " + networks.size() + ". Name one.");
        }
        if (options.preprocessing().tiling().isPresent() && options.alignment().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Pictures that are brought to the pose of a template are not cut into tiles. Choose one of the two.");
        }
        requireTurnable(options);
        this.networks = networks.stream().map(Network::cut).toList();
        this.options = options;
        this.execution = execution;
        this.tuning = Optional.empty();
    }

    private static void requireTurnable(final ModelOptions options) {
        if (options.turns().isEmpty()) {
            return;
        }
        if (!options.detector().turns()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Method " + options.detector().type()
                            + " cannot learn from turned copies of pictures. Only views, patchcore and anomalydino can.");
        }
        if (options.preprocessing().tiling().isPresent() || options.alignment().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Copies of pictures are turned only if pictures are neither cut into tiles nor brought to the pose of a"
                            + " template. Choose one.");
        }
        if (options.preprocessing().mask().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "A mask is drawn on pictures as they lie, so no turned copies of them are made. Leave out the mask or"
                            + " the turns.");
        }
    }

    private ModelTrainer(final ModelTrainer other, final TuningRecord tuning) {
        this.networks = other.networks;
        this.options = other.options;
        this.execution = other.execution;
        this.tuning = Optional.of(tuning);
    }

    /**
     * {@return the same fit, whose models keep what was tried before}
     *
     * @param record of the search that chose this fit's options
     */
    public ModelTrainer after(final TuningRecord record) {
        return new ModelTrainer(this, record);
    }

    /**
     * Prepares a fit with the embedded network.
     *
     * @param options how to fit
     */
    public ModelTrainer(final ModelOptions options) {
        this(BackboneGraph.embedded(), options.detector().defaultLayers(), options);
    }

    /** {@return the networks, cut to the layers used} They open a model that was written without them. */
    public List<BackboneGraph> graphs() {
        return networks.stream().map(Network::graph).toList();
    }

    /**
     * Fits a model to pictures of good parts and writes it.
     *
     * @param good at least two pictures, or one if its turned copies are learned too
     * @param file the model; replaced in one step if it exists
     * @param progress hears of the stages {@code poses} (with alignment), {@code embedding}, {@code coreset}, {@code gaussians} or
     *     {@code gallery}, and {@code calibration}
     * @return a summary of the fit: counts, thresholds and times
     * @throws BlemishException if the pictures, the network or the disk do not allow it; nothing is left behind then
     * @throws java.util.concurrent.CancellationException if the progress is cancelled; nothing is left behind then
     */
    public FitSummary fit(final PictureSet good, final Path file, final Progress progress) {
        return fit(good, Optional.empty(), file, progress);
    }

    /**
     * Fits a model as {@link #fit(PictureSet, Path, Progress)} does, to the same file, and keeps the features of the pictures
     * for the next fit.
     *
     * @param good at least two pictures, or one if its turned copies are learned too
     * @param kept features of earlier fits, used for each picture that has them there
     * @param file the model; replaced in one step if it exists
     * @param progress hears of the stages of {@link #fit(PictureSet, Path, Progress)}
     * @return a summary of the fit: counts, thresholds and times
     * @throws BlemishException if the pictures, the network or the disk do not allow it; no model is left behind then
     * @throws java.util.concurrent.CancellationException if the progress is cancelled; no model is left behind then
     */
    public FitSummary fit(final PictureSet good, final FeatureFolder kept, final Path file, final Progress progress) {
        return fit(good, Optional.of(kept), file, progress);
    }

    private FitSummary fit(
            final PictureSet good, final Optional<FeatureFolder> kept, final Path file, final Progress progress) {
        if (kept.isPresent() && options.preprocessing().tiling().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Features of tiles are not kept, because they take much room: fit without a folder for features.");
        }
        if (kept.isPresent() && options.turns().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Features of turned copies are not kept, because they take much room: fit without a folder for features.");
        }
        try (FeatureExtractor extractor =
                new FeatureExtractor(options.preprocessing(), Network.load(networks, execution))) {
            final ThumbnailMaker thumbnails = ThumbnailMaker.of(options.keptEvidence(), good.pictures());
            final Optional<Alignment> alignment = alignment(good, progress);
            final FeatureSource source = FeatureSource.reading(extractor, execution.batch(), alignment, thumbnails);
            final FeatureSource ofPictures = options.turns()
                    .map(turns -> FeatureSource.turning(extractor, execution.batch(), turns, thumbnails))
                    .or(() -> kept.map(folder -> folder.over(source, thumbnails, featureKey(alignment))))
                    .orElse(source);
            return fit(good, ofPictures, thumbnails, Optional.of(source), alignment, file, progress);
        }
    }

    private Optional<Alignment> alignment(final PictureSet good, final Progress progress) {
        if (options.alignment().isEmpty() || good.pictures().isEmpty()) {
            return Optional.empty();
        }
        try (Workers workers = new Workers(options.threads())) {
            return Optional.of(new AlignmentTrainer(options.alignment().get().template(), workers)
                    .learn(good.pictures(), progress));
        }
    }

    /** All that the features of a picture depend on but the picture. */
    private String featureKey(final Optional<Alignment> alignment) {
        return Json.line(new FeatureKey(
                networks.stream().map(this::describe).toList(),
                options.preprocessing(),
                alignment.map(Alignment::fingerprint),
                options.keptEvidence(),
                execution.device(),
                execution.floats(),
                Software.NAME_AND_VERSION,
                OnnxRuntime.environment().getVersion(),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version") + " "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    }

    private record FeatureKey(
            List<BackboneDescription> networks,
            Preprocessing preprocessing,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> alignment,
            KeptEvidence evidence,
            Device device,
            Precision floats,
            String software,
            String runtime,
            String machine) {}

    /**
     * Fits a model to features that are known already. It has no {@link ModelCheck}, whose picture is not among them, and no
     * {@link Thumbnails}, because no picture is decoded.
     *
     * @param good pictures of good parts
     * @param features of these pictures, by this fit's networks, layers and preprocessing
     * @param file the model; replaced in one step if it exists
     * @param progress hears of the stages of {@link #fit(PictureSet, Path, Progress)}
     * @return a summary of the fit: counts, thresholds and times
     * @throws BlemishException if the pictures, the network or the disk do not allow it; nothing is left behind then
     */
    public FitSummary fit(
            final PictureSet good, final FeatureSource features, final Path file, final Progress progress) {
        if (options.alignment().isPresent() || options.turns().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Features that are known already are of pictures as they are. Fit without alignment and turned copies.");
        }
        final ThumbnailMaker none = ThumbnailMaker.of(KeptEvidence.POSITIONS, good.pictures());
        return fit(good, features, none, Optional.empty(), Optional.empty(), file, progress);
    }

    private FitSummary fit(
            final PictureSet good,
            final FeatureSource features,
            final ThumbnailMaker thumbnails,
            final Optional<FeatureSource> ofAnyPicture,
            final Optional<Alignment> alignment,
            final Path file,
            final Progress progress) {
        final long begun = System.nanoTime();
        try (Workers workers = new Workers(options.threads());
                TrainingPatches patches = TrainingPatches.embed(
                        good.pictures(),
                        features,
                        options.preprocessing(),
                        options.turns(),
                        maps -> options.detector().trainer(maps, options.seed()),
                        workers,
                        progress)) {
            final int pictures = patches.pictures().size();
            final int fewest = patches.networks().get(0).trainer().fewestPictures();
            // A picture that is alone is held out against its own turned copies.
            final boolean alone = options.turns().isPresent() && pictures == fewest;
            requirePictures(good.origin(), pictures, alone ? fewest : fewest + 1);
            final Folds folds = Folds.draw(pictures, options.folds(), options.seed());
            for (int fold = 0; fold < folds.count() && !alone; fold++) {
                requirePictures(good.origin(), pictures - folds.heldOut(fold).length, fewest);
            }
            final long embedded = System.nanoTime();
            final int[] all = IntStream.range(0, pictures).toArray();
            try (TrainedNetworks trained =
                    TrainedNetworks.train(patches, patches.slots().of(all), workers, progress)) {
                final long made = System.nanoTime();
                final HeldOutScores heldOut = HeldOutScores.of(patches, folds, workers, progress);
                final DetectorDescription description = describe(trained, heldOut.recalls(), heldOut.units());
                final PictureScores scores = heldOut.ofPictures(renderer(), patches, description);
                return finish(
                        new Fitted(
                                TrainingSummary.of(good.name(), patches, thumbnails),
                                trained,
                                description,
                                heldOut.units(),
                                scores,
                                heldOut.recall(),
                                new Times(begun, embedded, made)),
                        ofAnyPicture,
                        alignment,
                        file);
            }
        }
    }

    /**
     * Fits a model to pictures of good parts that lie on other machines, and writes it here. The file is the same to the byte as
     * that of a fit on one machine, as long as the processors are of one kind.
     *
     * @param name of the set of pictures
     * @param site where the pictures lie
     * @param file the model; replaced in one step if it exists
     * @param progress hears of the stages of {@link #fit(PictureSet, Path, Progress)}
     * @return a summary of the fit: counts, thresholds and times
     * @throws BlemishException if the method or the number of networks does not allow it, or as on one machine
     */
    public FitSummary fit(final String name, final PictureSite site, final Path file, final Progress progress) {
        final Embedding embedding =
                options.detector().bankEmbedding().orElseThrow(() -> onOneMachineOnly(options.detector()));
        if (networks.size() > 1) {
            throw oneNetworkOnly(networks.size());
        }
        requireWholePictures(options.preprocessing());
        requireAsTheyAre(options);
        final Network network = networks.get(0);
        final long begun = System.nanoTime();
        try (Workers workers = new Workers(options.threads());
                FeatureExtractor extractor =
                        new FeatureExtractor(options.preprocessing(), Network.load(networks, execution));
                PictureSite.Embedded embedded = site.embed(
                        new PictureSite.Order(network, options.preprocessing(), embedding, options.keptEvidence()),
                        progress)) {
            return new SiteFit(name, embedded, options, workers, progress)
                    .run(FeatureSource.reading(extractor, 1), begun, this, file);
        }
    }

    static OptionException onOneMachineOnly(final DetectorOptions detector) {
        return new OptionException(
                ErrorCode.OPTION_INVALID,
                "Method " + detector.type() + " cannot be fitted on several machines. Only views and patchcore can.");
    }

    static void requireWholePictures(final Preprocessing preprocessing) {
        if (preprocessing.tiling().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "A fit on several machines takes whole pictures, not tiles of them. Fit to tiles on one machine.");
        }
    }

    static void requireAsTheyAre(final ModelOptions options) {
        if (options.turns().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "A fit on several machines takes pictures as they are, and makes no turned copies of them. Fit with"
                            + " turned copies on one machine.");
        }
        if (options.alignment().isPresent()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "A fit on several machines takes pictures as they are, and does not bring them to the pose of a"
                            + " template. Fit with alignment on one machine.");
        }
    }

    static OptionException oneNetworkOnly(final int networks) {
        return new OptionException(
                ErrorCode.OPTION_INVALID,
                "A fit on several machines takes one network, not " + networks + ". Name one.");
    }

    /**
     * Sets the threshold and writes the model.
     *
     * @param ofAnyPicture gives the features of the picture of the model's check, if it is to have one
     * @param alignment that brings pictures to a pose, if the model is to have one
     */
    FitSummary finish(
            final Fitted fitted,
            final Optional<FeatureSource> ofAnyPicture,
            final Optional<Alignment> alignment,
            final Path file) {
        final PictureScores scores = fitted.scores();
        final TrainingSummary training = fitted.training();
        final Calibration calibration = calibrate(scores);
        final Optional<ModelCheck> check = ofAnyPicture.map(source -> check(source, fitted, alignment));
        final long judged = System.nanoTime();
        AtomicFile.write(
                file,
                path -> write(
                        path,
                        fitted.trained(),
                        alignment,
                        calibration,
                        training.appearance(scores),
                        check,
                        training.thumbnails(),
                        fitted.description(),
                        training.description()));
        return new FitSummary(
                training.names().size(),
                training.failures(),
                training.patches(),
                fitted.trained().entries(),
                fitted.description().dimension(),
                calibration,
                OddPicture.of(calibration, training.names()),
                training.reduction(),
                fitted.recall(),
                training.thumbnails().bytes(),
                (fitted.times().embedded() - fitted.times().begun()) / NANOS,
                (fitted.times().made() - fitted.times().embedded()) / NANOS,
                (judged - fitted.times().made()) / NANOS);
    }

    /**
     * All that a model needs but its threshold.
     *
     * @param training what is kept of the pictures
     * @param trained the detectors of all pictures
     * @param description of these detectors as one
     * @param units the mean score of each network
     * @param scores of all pictures, each by a detector that had not seen it
     * @param recall the lowest one; empty if the search is exact
     * @param times when the stages ended
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fitted(
            TrainingSummary training,
            TrainedNetworks trained,
            DetectorDescription description,
            double[] units,
            PictureScores scores,
            Optional<Recall> recall,
            Times times) {}

    /**
     * When the stages of a fit ended.
     *
     * @param begun when the fit began
     * @param embedded when all pictures were embedded
     * @param made when the detector of all pictures was made
     */
    record Times(long begun, long embedded, long made) {}

    static void requirePictures(final String origin, final int pictures, final int needed) {
        if (pictures < needed) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL,
                    "Data set " + origin + " has too few good pictures that can be read: "
                            + pictures + " where at least " + needed
                            + " are needed to fit and some more to set the threshold. Add more good pictures.");
        }
    }

    private MapRenderer renderer() {
        return new MapRenderer(options.sigma(), options.preprocessing().mask());
    }

    private Calibration calibrate(final PictureScores scores) {
        final Calibration calibration = Calibration.of(scores.scores(), scores.peaks(), options.falseAlarms());
        return options.review().isEmpty()
                ? calibration
                : calibration.withReview(options.review().getAsDouble());
    }

    /** The score of a made-up picture, as the model will give it. */
    private ModelCheck check(final FeatureSource source, final Fitted fitted, final Optional<Alignment> alignment) {
        final Size input = options.preprocessing()
                .tiling()
                .map(tiles -> new Size(tiles.tile(), tiles.tile()))
                .orElseGet(fitted.training()::input);
        final Picture picture = alignment
                .map(value -> ModelCheck.picture(value.template()))
                .orElseGet(() -> ModelCheck.picture(input.width(), input.height()));
        final PictureFeatures features =
                source.features(List.of(picture)).get(0).orElseThrow();
        final PatchScores scored = Ensemble.mean(
                IntStream.range(0, networks.size())
                        .mapToObj(n -> fitted.trained().detectors().get(n).score(features.only(n)))
                        .toList(),
                fitted.units());
        final Placement placement = options.preprocessing().placement(features.size());
        return ModelCheck.of(
                ScoredPicture.inside(scored, features.pose(), placement), fitted.description(), placement, renderer());
    }

    private void write(
            final Path path,
            final TrainedNetworks trained,
            final Optional<Alignment> alignment,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance,
            final Optional<ModelCheck> check,
            final Thumbnails thumbnails,
            final DetectorDescription detector,
            final TrainingDescription training)
            throws IOException {
        try (ArtifactWriter writer = new ArtifactWriter(path)) {
            ModelFile.writeTemplate(writer, alignment);
            ModelFile.writeKnown(writer, training, calibration, appearance, check, thumbnails);
            for (int i = 0; i < networks.size(); i++) {
                final ArtifactWriter part = writer.within(detector.folder(i));
                if (options.embedBackbone()) {
                    part.bytes(ModelFile.BACKBONE, networks.get(i).graph().toBytes());
                }
                trained.detectors().get(i).write(part);
            }
            final ModelDescription description = new ModelDescription(
                    ModelDescription.formatVersion(
                            detector, options.preprocessing(), alignment.isPresent(), options.turns(), training),
                    Software.NAME_AND_VERSION,
                    detector,
                    detector instanceof EnsembleDescription ensemble ? ensemble.backbone() : describe(networks.get(0)),
                    options.preprocessing(),
                    alignment.map(Alignment::description),
                    options.turns(),
                    options.sigma(),
                    training,
                    writer.entries(),
                    tuning);
            ModelFile.finishNew(writer, description);
        }
    }

    private DetectorDescription describe(
            final TrainedNetworks trained, final List<Optional<Recall>> recalls, final double[] units) {
        final List<DetectorDescription> each = IntStream.range(0, networks.size())
                .mapToObj(i ->
                        trained.detectors().get(i).withRecall(recalls.get(i)).description())
                .toList();
        if (networks.size() == 1) {
            return each.get(0);
        }
        return new EnsembleDescription(IntStream.range(0, networks.size())
                .mapToObj(i -> new EnsembleDescription.Member(describe(networks.get(i)), each.get(i), units[i]))
                .toList());
    }

    private BackboneDescription describe(final Network network) {
        return BackboneDescription.of(network.graph(), network.layers(), options.embedBackbone(), network.precision());
    }
}
