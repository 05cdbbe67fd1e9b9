package io.blemish.model;

import io.blemish.AtomicFile;
import io.blemish.InputException;
import io.blemish.Json;
import io.blemish.Sha256;
import io.blemish.array.FloatMatrix;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.calibration.Calibration;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Fingerprint;
import io.blemish.dataset.Sample;
import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.PatchStore;
import io.blemish.model.ModelDescription.BackboneDescription;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
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
 * <p>The threshold comes from a part of the good pictures: they are scored by a detector fitted without them. The one that
 * is kept is then fitted to all pictures, so none is wasted; it knows more of the normal than the one that set the
 * threshold, which errs on the side of fewer false alarms.
 */
public final class ModelFit {
    private static final double NANOS = 1e9;

    /** Held-out patches that the recall is measured on: enough to know it to two hundredths. */
    private static final int RECALL_SAMPLE = 2000;

    private final BackboneGraph graph;
    private final List<String> layers;
    private final FitOptions options;

    /**
     * Prepares a fit.
     *
     * @param graph the network
     * @param layers whose feature maps are used
     * @param options how to fit
     */
    public ModelFit(final BackboneGraph graph, final List<String> layers, final FitOptions options) {
        this.graph = graph.cut(layers);
        this.layers = List.copyOf(layers);
        this.options = options;
    }

    /**
     * Prepares a fit with the embedded network.
     *
     * @param options how to fit
     */
    public ModelFit(final FitOptions options) {
        this(BackboneGraph.embedded(), options.method().defaultLayers(), options);
    }

    /** The network, cut to the layers used; what opens a model that was written without it. */
    public BackboneGraph graph() {
        return graph;
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
        try (Backbone backbone = Backbone.load(graph, layers, 1)) {
            final FeatureExtractor extractor = new FeatureExtractor(options.preprocessing(), backbone);
            return fit(dataset, FeatureSource.reading(extractor), file, progress);
        }
    }

    /**
     * Fits a model to features that are known already.
     *
     * @param dataset whose training pictures to fit to
     * @param features of these pictures, by this fit's network, layers and preprocessing
     * @param file the model; replaced in one step where it exists
     * @param progress hears of the stages as above
     * @throws InputException as above
     */
    public FitSummary fit(
            final Dataset dataset, final FeatureSource features, final Path file, final Progress progress) {
        final long begun = System.nanoTime();
        try (Workers workers = new Workers(options.threads());
                TrainingPatches patches =
                        TrainingPatches.embed(dataset.train(), features, options, workers, progress)) {
            final int pictures = patches.samples().size();
            final Fitter fitter = patches.fitter();
            requirePictures(dataset, pictures, fitter.fewestPictures() + 1);
            final Holdout holdout = Holdout.draw(pictures, options.holdout(), options.seed());
            requirePictures(dataset, holdout.kept().length, fitter.fewestPictures());
            final long embedded = System.nanoTime();
            final int[] all = IntStream.range(0, pictures).toArray();
            try (Fitted fitted = fitter.fit(patches.store(), all, workers, progress)) {
                final long made = System.nanoTime();
                final Calibrated calibrated = calibrate(patches, holdout, workers, progress);
                final long judged = System.nanoTime();
                AtomicFile.write(file, path -> write(path, dataset, patches, fitted, holdout, calibrated));
                return new FitSummary(
                        pictures,
                        patches.failures(),
                        pictures * patches.store().patchesPerPicture(),
                        fitted.entries(),
                        fitted.description(calibrated.recall()).dimension(),
                        calibrated.calibration(),
                        calibrated.recall(),
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

    private Calibrated calibrate(
            final TrainingPatches patches, final Holdout holdout, final Workers workers, final Progress progress) {
        final int[] heldOut = holdout.heldOut();
        final float[] scores = new float[heldOut.length];
        final float[] peaks = new float[heldOut.length];
        final MapRenderer renderer =
                new MapRenderer(patches.input().width(), patches.input().height(), options.sigma());
        try (Fitted fitted = patches.fitter().fit(patches.store(), holdout.kept(), workers, Progress.SILENT);
                Detector detector = fitted.detector(workers)) {
            for (int i = 0; i < heldOut.length; i++) {
                final PatchScores scored = detector.score(patches.store().picture(heldOut[i]));
                peaks[i] = renderer.render(scored).peak();
                scores[i] = detector.pictureScore(scored, peaks[i]);
                progress.report("calibration", i + 1, heldOut.length);
            }
            return new Calibrated(
                    Calibration.of(scores, peaks, options.quantile()),
                    fitted.recall(sample(patches.store(), heldOut), workers));
        }
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

    private void write(
            final Path path,
            final Dataset dataset,
            final TrainingPatches patches,
            final Fitted fitted,
            final Holdout holdout,
            final Calibrated calibrated)
            throws IOException {
        final byte[] onnx = graph.model().toByteArray();
        try (ModelWriter writer = new ModelWriter(path)) {
            writer.bytes(ModelFile.CALIBRATION, Json.document(calibrated.calibration()));
            if (options.embedBackbone()) {
                writer.bytes(ModelFile.BACKBONE, onnx);
            }
            fitted.write(writer);
            writer.finish(new ModelDescription(
                    ModelDescription.FORMAT_VERSION,
                    Software.NAME_AND_VERSION,
                    fitted.description(calibrated.recall()),
                    new BackboneDescription(graph.name(), layers, Sha256.hex(onnx), options.embedBackbone()),
                    options.preprocessing(),
                    options.sigma(),
                    describe(dataset, patches, holdout),
                    writer.entries()));
        }
    }

    private static TrainingDescription describe(
            final Dataset dataset, final TrainingPatches patches, final Holdout holdout) {
        return new TrainingDescription(
                dataset.name(),
                Fingerprint.of(patches.samples()),
                patches.samples().stream().map(Sample::id).toList(),
                IntStream.of(holdout.heldOut()).boxed().toList());
    }

    /**
     * What the held-out pictures told.
     *
     * @param calibration the thresholds
     * @param recall of the detector's search, where it is approximate
     */
    private record Calibrated(Calibration calibration, Optional<Recall> recall) {}
}
