package io.blemish.model;

import io.blemish.AtomicFile;
import io.blemish.InputException;
import io.blemish.Json;
import io.blemish.array.FloatMatrix;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.calibration.Calibration;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Fingerprint;
import io.blemish.dataset.Sample;
import io.blemish.detector.PatchCore;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.model.ModelDescription.BackboneDescription;
import io.blemish.model.ModelDescription.EmbeddingDescription;
import io.blemish.model.ModelDescription.PatchCoreDescription;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.MapRenderer;
import io.blemish.search.ExactSearch;
import io.blemish.search.SearchIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits PatchCore models. The same pictures and options give the same bytes, whatever the threads.
 *
 * <p>The threshold comes from a part of the good pictures: they are scored against a memory bank chosen without them. The
 * bank that is kept is then chosen from all pictures, so none is wasted; it knows more of the normal than the one that
 * set the threshold, which errs on the side of fewer false alarms.
 */
public final class ModelFit {
    private static final double NANOS = 1e9;

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
        this(BackboneGraph.embedded(), BackboneGraph.DEFAULT_LAYERS, options);
    }

    /**
     * Fits a model to a data set's training pictures and writes it.
     *
     * @param dataset with at least two training pictures
     * @param file the model; replaced in one step where it exists
     * @param progress hears of the stages {@code embedding}, {@code coreset} and {@code calibration}
     * @throws InputException where the data, the network or the disk do not allow it; nothing is left behind then
     */
    public FitSummary fit(final Dataset dataset, final Path file, final Progress progress) {
        final List<Sample> training = dataset.train();
        final long begun = System.nanoTime();
        try (Backbone backbone = Backbone.load(graph, layers, 1);
                Workers workers = new Workers(options.threads());
                TrainingPatches patches = TrainingPatches.embed(
                        training,
                        new FeatureExtractor(options.preprocessing(), backbone),
                        options,
                        workers,
                        progress)) {
            final int pictures = patches.samples().size();
            if (pictures < 2) {
                throw new InputException(
                        "Data set " + dataset.root() + " has one good picture that can be read, and one "
                                + "cannot both fill the memory bank and set the threshold. Add more good pictures.");
            }
            final long embedded = System.nanoTime();
            try (MemoryBank bank = choose(patches, IntStream.range(0, pictures).toArray(), workers, progress)) {
                final long chosen = System.nanoTime();
                final Holdout holdout = Holdout.draw(pictures, options.holdout(), options.seed());
                final Calibration calibration = calibrate(patches, holdout, workers, progress);
                final long calibrated = System.nanoTime();
                final FloatMatrix matrix = bank.matrix();
                final SearchIndex index = SearchIndex.of(matrix, workers);
                AtomicFile.write(file, path -> write(path, dataset, patches, bank, holdout, calibration, index));
                return new FitSummary(
                        pictures,
                        patches.failures(),
                        pictures * patches.store().patchesPerPicture(),
                        matrix.rows(),
                        matrix.columns(),
                        calibration,
                        (embedded - begun) / NANOS,
                        (chosen - embedded) / NANOS,
                        (calibrated - chosen) / NANOS);
            }
        }
    }

    private MemoryBank choose(
            final TrainingPatches patches, final int[] pictures, final Workers workers, final Progress progress) {
        return MemoryBank.choose(patches.store(), pictures, options.coreset(), options.seed(), workers, progress);
    }

    private Calibration calibrate(
            final TrainingPatches patches, final Holdout holdout, final Workers workers, final Progress progress) {
        final int[] heldOut = holdout.heldOut();
        final float[] scores = new float[heldOut.length];
        final float[] peaks = new float[heldOut.length];
        final MapRenderer renderer =
                new MapRenderer(patches.input().width(), patches.input().height(), options.sigma());
        try (MemoryBank bank = choose(patches, holdout.kept(), workers, Progress.SILENT);
                PatchCore detector = detector(bank.matrix(), workers)) {
            for (int i = 0; i < heldOut.length; i++) {
                final Patches picture = patches.store().picture(heldOut[i]);
                final PatchScores scored = detector.score(picture);
                scores[i] = scored.score();
                peaks[i] = renderer.render(scored).peak();
                progress.report("calibration", i + 1, heldOut.length);
            }
        }
        return Calibration.of(scores, peaks, options.quantile());
    }

    private PatchCore detector(final FloatMatrix bank, final Workers workers) {
        return new PatchCore(
                PatchEmbedder.of(options.embedding()), bank, ExactSearch.over(bank, workers), options.neighbors());
    }

    private void write(
            final Path path,
            final Dataset dataset,
            final TrainingPatches patches,
            final MemoryBank bank,
            final Holdout holdout,
            final Calibration calibration,
            final SearchIndex index)
            throws IOException {
        final byte[] onnx = graph.model().toByteArray();
        try (ModelWriter writer = new ModelWriter(path)) {
            writer.bytes(ModelFile.CALIBRATION, Json.document(calibration));
            if (options.embedBackbone()) {
                writer.bytes(ModelFile.BACKBONE, onnx);
            }
            writer.ints(ModelFile.BANK_SOURCE, bank.sources(), bank.sources().length);
            final var projection = patches.store().projection();
            if (projection.isPresent()) {
                final float[] matrix = projection.get().matrix();
                final int columns = projection.get().dimension();
                writer.floats(ModelFile.PROJECTION, FloatMatrix.wrap(matrix, matrix.length / columns, columns));
            }
            writer.floats(ModelFile.BANK, bank.matrix());
            SearchEntries.write(writer, index);
            writer.finish(new ModelDescription(
                    ModelDescription.FORMAT_VERSION,
                    Software.NAME_AND_VERSION,
                    describe(patches, bank),
                    new BackboneDescription(graph.name(), layers, Sha256.hex(onnx), options.embedBackbone()),
                    options.preprocessing(),
                    options.sigma(),
                    describe(dataset, patches, holdout),
                    writer.entries()));
        }
    }

    private PatchCoreDescription describe(final TrainingPatches patches, final MemoryBank bank) {
        return new PatchCoreDescription(
                EmbeddingDescription.of(options.embedding()),
                options.coreset(),
                patches.store().projection().map(RandomProjection::dimension).orElse(0),
                options.neighbors(),
                options.seed(),
                bank.start(),
                patches.store().height(),
                patches.store().width(),
                bank.file().columns(),
                bank.file().rows());
    }

    private static TrainingDescription describe(
            final Dataset dataset, final TrainingPatches patches, final Holdout holdout) {
        return new TrainingDescription(
                dataset.name(),
                Fingerprint.of(patches.samples()),
                patches.samples().stream().map(Sample::id).toList(),
                IntStream.of(holdout.heldOut()).boxed().toList());
    }
}
