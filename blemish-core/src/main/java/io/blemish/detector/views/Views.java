package io.blemish.detector.views;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.GraphScores;
import io.blemish.detector.GrowingDetector;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.detector.ensemble.Ensemble;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.embedding.Pooling;
import io.blemish.embedding.RandomProjection;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Scores patches in several views, and a picture by the mean of its worst patches. */
final class Views implements GrowingDetector {
    private final ViewsDescription description;
    private final List<ViewDetector> detectors;
    private final double[] units;
    private final WorstShare worst;
    private final PatchEmbedder embedder;

    Views(final ViewsDescription description, final List<ViewDetector> detectors, final Workers workers) {
        this(description, detectors, PatchEmbedder.of(new Embedding.Channel(description.patchSize()), workers));
    }

    private Views(
            final ViewsDescription description, final List<ViewDetector> detectors, final PatchEmbedder embedder) {
        this.description = description;
        this.detectors = List.copyOf(detectors);
        this.units = description.views().stream()
                .mapToDouble(ViewsDescription.Part::unit)
                .toArray();
        this.worst = new WorstShare(description.worstShare());
        this.embedder = embedder;
    }

    static Views read(final ViewsDescription description, final ArtifactFile file, final Workers workers) {
        final List<ViewDetector> detectors = new ArrayList<>();
        try {
            for (int i = 0; i < description.views().size(); i++) {
                detectors.add(ViewDetector.read(description.views().get(i), file.within(folder(i)), workers));
            }
        } catch (final RuntimeException e) {
            detectors.forEach(ViewDetector::close);
            throw e;
        }
        return new Views(description, detectors, workers);
    }

    private static String folder(final int view) {
        return "views/" + view + "/";
    }

    @Override
    public PatchEmbedder embedder() {
        return embedder;
    }

    @Override
    public PatchScores score(final Patches patches) {
        final List<PatchScores> scores = detectors.stream()
                .map(detector -> detector.score(patches, description.gridHeight(), description.gridWidth()))
                .toList();
        final PatchScores mean = Ensemble.mean(scores, units);
        return new PatchScores(
                worst.mean(mean.distances()), mean.height(), mean.width(), mean.distances(), nearest(scores));
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        final List<GridValue> layers = networks.get(0).stream()
                .map(layer -> Pooling.average(graph, layer, description.patchSize()))
                .toList();
        final List<GraphScores> scores = detectors.stream()
                .map(detector -> detector.addTo(graph, layers, description.gridHeight(), description.gridWidth()))
                .toList();
        final GridValue mean = Ensemble.mean(graph, scores, units).distances();
        final OptionalInt finest = finest();
        return new GraphScores(
                worst.mean(graph, mean),
                mean,
                finest.isPresent() ? scores.get(finest.getAsInt()).nearest() : Optional.empty());
    }

    /** The entries of the first view that has all positions. */
    private int[] nearest(final List<PatchScores> scores) {
        final OptionalInt finest = finest();
        return finest.isPresent() ? scores.get(finest.getAsInt()).nearest() : new int[0];
    }

    /** By the first view that has all positions, whose entries the scores name. */
    @Override
    public Optional<PatchSource> source(final int entry) {
        final OptionalInt finest = finest();
        return finest.isPresent() ? detectors.get(finest.getAsInt()).bank().source(entry) : Optional.empty();
    }

    @Override
    public DetectorDescription description() {
        return description;
    }

    @Override
    public int entries() {
        return detectors.stream().mapToInt(ViewDetector::entries).sum();
    }

    /** Of the first view that has all positions; the patches of the others are means over several rows of these. */
    @Override
    public Optional<Recall> recall(final FloatMatrix patches) {
        final OptionalInt finest = finest();
        return finest.isPresent() ? detectors.get(finest.getAsInt()).recall(patches) : Optional.empty();
    }

    @Override
    public TrainedDetector withRecall(final Optional<Recall> recall) {
        if (finest().isEmpty()) {
            return this;
        }
        final int measured = finest().getAsInt();
        final List<ViewDetector> others = new ArrayList<>(detectors);
        others.set(measured, detectors.get(measured).withRecall(recall));
        final List<ViewsDescription.Part> parts = new ArrayList<>(description.views());
        parts.set(
                measured,
                parts.get(measured).withDetector(others.get(measured).bank().description()));
        return new Views(description.withViews(parts), others, embedder);
    }

    private OptionalInt finest() {
        return IntStream.range(0, detectors.size())
                .filter(i -> detectors.get(i).covers(description.gridHeight(), description.gridWidth()))
                .findFirst();
    }

    /** Each view projects its own part of the patches. */
    @Override
    public Optional<RandomProjection> projection() {
        return Optional.empty();
    }

    @Override
    public boolean full() {
        return detectors.stream().anyMatch(detector -> detector.bank().full());
    }

    /** The units stay, so that the views keep their weights and old scores can be compared with new ones. */
    @Override
    public GrowingDetector with(
            final PatchStore store,
            final int[] pictures,
            final int trained,
            final Workers workers,
            final Progress progress) {
        return with(detector -> detector.with(
                store, pictures, trained, description.gridHeight(), description.gridWidth(), workers, progress));
    }

    @Override
    public GrowingDetector without(final int[] pictures, final Workers workers, final Progress progress) {
        return with(detector -> detector.without(pictures, workers, progress));
    }

    private Views with(final UnaryOperator<ViewDetector> change) {
        final List<ViewDetector> others = new ArrayList<>();
        final List<ViewsDescription.Part> parts = new ArrayList<>();
        try {
            for (int i = 0; i < detectors.size(); i++) {
                others.add(change.apply(detectors.get(i)));
                parts.add(description
                        .views()
                        .get(i)
                        .withDetector(others.get(i).bank().description()));
            }
        } catch (final RuntimeException | Error e) {
            others.forEach(ViewDetector::close);
            throw e;
        }
        return new Views(description.withViews(parts), others, embedder);
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        for (int i = 0; i < detectors.size(); i++) {
            detectors.get(i).write(writer.within(folder(i)));
        }
    }

    @Override
    public void close() {
        detectors.forEach(ViewDetector::close);
    }
}
