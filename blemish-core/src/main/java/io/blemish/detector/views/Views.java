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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Scores patches in several views, and a picture by the mean of its worst patches. One patch that is far from all entries may be
 * noise; a defect is seldom one patch alone.
 */
final class Views implements GrowingDetector {
    /** Of 28×28 patches these are eight: the share at which image AUROC was highest on the sets that were tried. */
    static final double WORST_SHARE = 0.01;

    private final ViewsDescription description;
    private final List<ViewDetector> detectors;
    private final double[] units;
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
                worst(mean.distances(), description.worstShare()),
                mean.height(),
                mean.width(),
                mean.distances(),
                nearest(scores));
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        final List<GridValue> layers = networks.get(0).stream()
                .map(layer -> Pooling.average(graph, layer, description.patchSize()))
                .toList();
        final GraphScores mean = Ensemble.mean(
                graph,
                detectors.stream()
                        .map(detector ->
                                detector.addTo(graph, layers, description.gridHeight(), description.gridWidth()))
                        .toList(),
                units);
        return new GraphScores(worst(graph, mean.distances()), mean.distances());
    }

    private String worst(final GraphAssembly graph, final GridValue distances) {
        final int positions = distances.positions();
        final String largest = graph.nodes(
                        "TopK",
                        2,
                        node -> node.integer("axis", 1),
                        graph.reshape(distances.name(), -1, positions),
                        graph.longs(worst(positions, description.worstShare())))
                .get(0);
        return graph.reduce("ReduceMean", largest, false, 1);
    }

    /** How many patches are a share of them. */
    private static int worst(final int patches, final double share) {
        return Math.max(1, (int) Math.round(patches * share));
    }

    /** The mean of the largest distances. */
    private static float worst(final float[] distances, final double share) {
        final float[] sorted = distances.clone();
        Arrays.sort(sorted);
        final int count = worst(sorted.length, share);
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return (float) (sum / count);
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
