package io.blemish.model;

import io.blemish.InputException;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Sample;
import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.PatchStore;
import io.blemish.image.Fingerprint;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.BackboneDescription;
import io.blemish.model.ModelDescription.DetectorDescription;
import io.blemish.model.ModelDescription.EnsembleDescription;
import io.blemish.model.ModelDescription.MemberDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.MapRenderer;
import io.blemish.search.Recall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fits models. The same pictures and options give the same bytes, whatever the threads.
 *
 * <p>The threshold comes from a part of the good pictures: they are scored by a detector fitted without them. The one that
 * is kept is then fitted to all pictures, so none is wasted; it knows more of the normal than the one that set the
 * threshold, which errs on the side of fewer false alarms.
 */
public final class ModelFit {
    private static final double NANOS = 1e9;

    /** Held-out patches that the recall is measured on: enough to know it to two hundredths. */
    private static final int RECALL_SAMPLE = 2000;

    private final List<Network> networks;
    private final FitOptions options;
    private final Execution execution;

    /**
     * Prepares a fit.
     *
     * @param graph the network
     * @param layers whose feature maps are used
     * @param options how to fit
     */
    public ModelFit(final BackboneGraph graph, final List<String> layers, final FitOptions options) {
        this(List.of(new Network(graph, layers)), options);
    }

    /**
     * Prepares a fit with several networks, each with a detector of its own, see {@link Ensemble}.
     *
     * @param networks one, or with PatchCore several
     * @param options how to fit
     * @throws InputException where the method takes one network only
     */
    public ModelFit(final List<Network> networks, final FitOptions options) {
        this(networks, options, Execution.cpu(1));
    }

    /**
     * Prepares a fit likewise.
     *
     * @param networks as above
     * @param options as above
     * @param execution how to run the networks; as many pictures run at once as the options have threads
     * @throws InputException as above
     */
    public ModelFit(final List<Network> networks, final FitOptions options, final Execution execution) {
        if (networks.size() > 1 && !(options.method() instanceof Method.PatchCore)) {
            throw new InputException("Method " + options.method().commandName() + " takes one network, not "
                    + networks.size() + ". Only patchcore takes several.");
        }
        this.networks = networks.stream().map(Network::cut).toList();
        this.options = options;
        this.execution = execution;
    }

    /**
     * Prepares a fit with the embedded network.
     *
     * @param options how to fit
     */
    public ModelFit(final FitOptions options) {
        this(BackboneGraph.embedded(), options.method().defaultLayers(), options);
    }

    /** The networks, cut to the layers used; what opens a model that was written without them. */
    public List<BackboneGraph> graphs() {
        return networks.stream().map(Network::graph).toList();
    }

    /**
     * Fits a model to a data set's training pictures and writes it.
     *
     * @param dataset with at least two training pictures
     * @param file the model; replaced in one step where it exists
     * @param progress hears of the stages {@code embedding}, {@code coreset}, {@code gaussians} or {@code gallery}, and
     *     {@code calibration}
     * @throws InputException where the data, the network or the disk do not allow it; nothing is left behind then
     */
    public FitSummary fit(final Dataset dataset, final Path file, final Progress progress) {
        try (FeatureExtractor extractor = new FeatureExtractor(
                options.preprocessing(),
                networks.stream()
                        .map(network -> Backbone.load(network.graph(), network.layers(), execution))
                        .toList())) {
            return fit(dataset, FeatureSource.reading(extractor, execution.batch()), file, progress);
        }
    }

    /**
     * Fits a model to features that are known already.
     *
     * @param dataset whose training pictures to fit to
     * @param features of these pictures, by this fit's networks, layers and preprocessing
     * @param file the model; replaced in one step where it exists
     * @param progress hears of the stages as above
     * @throws InputException as above
     */
    public FitSummary fit(
            final Dataset dataset, final FeatureSource features, final Path file, final Progress progress) {
        final long begun = System.nanoTime();
        try (Workers workers = new Workers(options.threads());
                TrainingPatches patches =
                        TrainingPatches.embed(dataset.train(), features, layerCounts(), options, workers, progress)) {
            final int pictures = patches.samples().size();
            final Fitter fitter = patches.networks().get(0).fitter();
            requirePictures(dataset, pictures, fitter.fewestPictures() + 1);
            final Holdout holdout = Holdout.draw(pictures, options.holdout(), options.seed());
            requirePictures(dataset, holdout.kept().length, fitter.fewestPictures());
            final long embedded = System.nanoTime();
            final int[] all = IntStream.range(0, pictures).toArray();
            try (FittedNetworks fitted = FittedNetworks.fit(patches, all, workers, progress)) {
                final long made = System.nanoTime();
                final HeldOutScores heldOut = heldOutScores(patches, holdout, workers, progress);
                final Calibration calibration = calibrate(patches.input(), heldOut);
                final DetectorDescription description = describe(fitted, heldOut);
                final long judged = System.nanoTime();
                AtomicFile.write(
                        file,
                        path -> write(path, fitted, calibration, description, describe(dataset, patches, holdout)));
                return new FitSummary(
                        pictures,
                        patches.failures(),
                        patches.patches(),
                        fitted.entries(),
                        description.dimension(),
                        calibration,
                        heldOut.recall(),
                        (embedded - begun) / NANOS,
                        (made - embedded) / NANOS,
                        (judged - made) / NANOS);
            }
        }
    }

    private static void requirePictures(final Dataset dataset, final int pictures, final int needed) {
        if (pictures < needed) {
            throw new InputException("Data set " + dataset.root() + " has too few good pictures that can be read: "
                    + pictures + " where at least " + needed
                    + " are needed to fit and some more to set the threshold. Add more good pictures.");
        }
    }

    private int[] layerCounts() {
        return networks.stream().mapToInt(network -> network.layers().size()).toArray();
    }

    /** Scores the held-out pictures by detectors fitted without them. */
    private HeldOutScores heldOutScores(
            final TrainingPatches patches, final Holdout holdout, final Workers workers, final Progress progress) {
        final int[] heldOut = holdout.heldOut();
        try (FittedNetworks fitted = FittedNetworks.fit(patches, holdout.kept(), workers, Progress.SILENT)) {
            final List<Detector> detectors = fitted.detectors(workers);
            try {
                final List<List<PatchScores>> scores = new ArrayList<>();
                for (int i = 0; i < heldOut.length; i++) {
                    final int picture = heldOut[i];
                    scores.add(IntStream.range(0, detectors.size())
                            .mapToObj(n -> detectors
                                    .get(n)
                                    .score(patches.networks().get(n).store().picture(picture)))
                            .toList());
                    progress.report("calibration", i + 1, heldOut.length);
                }
                return new HeldOutScores(detectors, scores, recalls(patches, fitted, heldOut, workers));
            } finally {
                detectors.forEach(Detector::close);
            }
        }
    }

    private static List<Optional<Recall>> recalls(
            final TrainingPatches patches, final FittedNetworks fitted, final int[] heldOut, final Workers workers) {
        return IntStream.range(0, fitted.members().size())
                .mapToObj(n -> fitted.members()
                        .get(n)
                        .recall(sample(patches.networks().get(n).store(), heldOut), workers))
                .toList();
    }

    /** Some patches of some pictures, as many of each. */
    private static FloatMatrix sample(final PatchStore store, final int[] pictures) {
        final int all = pictures.length * store.patchesPerPicture();
        final int count = Math.min(all, RECALL_SAMPLE);
        return store.matrix()
                .select(IntStream.range(0, count)
                        .mapToLong(i -> (long) i * all / count)
                        .mapToInt(i -> pictures[(int) i / store.patchesPerPicture()] * store.patchesPerPicture()
                                + (int) i % store.patchesPerPicture())
                        .toArray());
    }

    private Calibration calibrate(final Size input, final HeldOutScores heldOut) {
        final MapRenderer renderer = new MapRenderer(input.width(), input.height(), options.sigma());
        final Ensemble ensemble = heldOut.ensemble();
        final float[] scores = new float[heldOut.scores().size()];
        final float[] peaks = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            final PatchScores scored = Ensemble.mean(heldOut.scores().get(i), heldOut.units());
            peaks[i] = renderer.render(scored).peak();
            scores[i] = ensemble.pictureScore(scored, peaks[i]);
        }
        return Calibration.of(scores, peaks, options.quantile());
    }

    private void write(
            final Path path,
            final FittedNetworks fitted,
            final Calibration calibration,
            final DetectorDescription detector,
            final TrainingDescription training)
            throws IOException {
        try (ArtifactWriter writer = new ArtifactWriter(path)) {
            writer.json(ModelFile.CALIBRATION, calibration);
            for (int i = 0; i < networks.size(); i++) {
                final ArtifactWriter part = networks.size() == 1 ? writer : writer.within(ModelFile.network(i));
                if (options.embedBackbone()) {
                    part.bytes(
                            ModelFile.BACKBONE, networks.get(i).graph().model().toByteArray());
                }
                fitted.members().get(i).write(part);
            }
            writer.finish(
                    ModelFile.DESCRIPTION,
                    Json.document(new ModelDescription(
                            detector.formatVersion(),
                            Software.NAME_AND_VERSION,
                            detector,
                            detector instanceof EnsembleDescription ensemble
                                    ? ensemble.backbone()
                                    : describe(networks.get(0)),
                            options.preprocessing(),
                            options.sigma(),
                            training,
                            writer.entries())));
        }
    }

    private DetectorDescription describe(final FittedNetworks fitted, final HeldOutScores heldOut) {
        if (networks.size() == 1) {
            return fitted.members().get(0).description(heldOut.recalls().get(0));
        }
        return new EnsembleDescription(IntStream.range(0, networks.size())
                .mapToObj(i -> new MemberDescription(
                        describe(networks.get(i)),
                        (PatchCoreDescription) fitted.members()
                                .get(i)
                                .description(heldOut.recalls().get(i)),
                        heldOut.units()[i]))
                .toList());
    }

    private BackboneDescription describe(final Network network) {
        return BackboneDescription.of(network, options.embedBackbone());
    }

    private static TrainingDescription describe(
            final Dataset dataset, final TrainingPatches patches, final Holdout holdout) {
        return new TrainingDescription(
                dataset.name(),
                Fingerprint.of(patches.samples().stream().map(Sample::toPicture).toList()),
                patches.samples().stream().map(Sample::id).toList(),
                IntStream.of(holdout.heldOut()).boxed().toList());
    }
}
