package io.blemish.detector.anomalydino;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.GraphScores;
import io.blemish.detector.GrowingDetector;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.PatchStore;
import io.blemish.embedding.Patches;
import io.blemish.embedding.RandomProjection;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A memory bank of directions: what AnomalyDINO keeps of the training pictures. */
final class AnomalyDino implements GrowingDetector {
    private static final UnitLength DIRECTIONS = new UnitLength();

    private final PatchCore bank;
    private final WorstShare worst;

    /**
     * A detector.
     *
     * @param bank of directions; closed with this
     * @param worstShare of the patches, over which a picture's score is the mean
     */
    AnomalyDino(final PatchCore bank, final double worstShare) {
        this.bank = bank;
        this.worst = new WorstShare(worstShare);
    }

    static AnomalyDino read(final AnomalyDinoDescription description, final ArtifactFile file, final Workers workers) {
        return new AnomalyDino(description.bank().open(file, workers), description.worstShare());
    }

    @Override
    public PatchEmbedder embedder() {
        return bank.embedder();
    }

    @Override
    public PatchScores score(final Patches patches) {
        final PatchScores scores = bank.score(DIRECTIONS.apply(patches));
        final float[] cosines = new float[scores.distances().length];
        for (int p = 0; p < cosines.length; p++) {
            // ‖a - b‖² = 2 (1 - cos) for vectors of length 1
            cosines[p] = scores.distances()[p] * scores.distances()[p] / 2;
        }
        return new PatchScores(worst.mean(cosines), scores.height(), scores.width(), cosines, scores.nearest());
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        final GridValue patches = embedder().embed(graph, networks.get(0));
        final GraphScores scores = bank.addTo(graph, DIRECTIONS.of(graph, patches));
        final GridValue distances = scores.distances();
        final String halves =
                graph.node("Mul", graph.node("Mul", distances.name(), distances.name()), graph.number(1f / 2));
        final GridValue cosines = new GridValue(halves, 1, distances.height(), distances.width());
        return new GraphScores(worst.mean(graph, cosines), cosines, scores.nearest());
    }

    @Override
    public Optional<PatchSource> source(final int entry) {
        return bank.source(entry);
    }

    @Override
    public AnomalyDinoDescription description() {
        return new AnomalyDinoDescription(bank.description(), worst.share(), Optional.empty());
    }

    @Override
    public int entries() {
        return bank.entries();
    }

    @Override
    public Optional<Recall> recall(final FloatMatrix patches) {
        final Patches rows = new Patches(patches.rows(), 1, patches.columns(), all(patches));
        return bank.recall(FloatMatrix.wrap(DIRECTIONS.apply(rows).values(), patches.rows(), patches.columns()));
    }

    private static float[] all(final FloatMatrix patches) {
        final float[] values = new float[Math.multiplyExact(patches.rows(), patches.columns())];
        patches.copyRows(0, patches.rows(), values, 0);
        return values;
    }

    @Override
    public AnomalyDino withRecall(final Optional<Recall> recall) {
        return new AnomalyDino(bank.withRecall(recall), worst.share());
    }

    /** The bank projects directions, which a store of patches does not have. */
    @Override
    public Optional<RandomProjection> projection() {
        return Optional.empty();
    }

    @Override
    public GrowingDetector with(
            final PatchStore store,
            final int[] pictures,
            final int trained,
            final Workers workers,
            final Progress progress) {
        final PatchStore directions = store.derived(
                DIRECTIONS,
                () -> PatchStore.filled(
                        store.pictures(), slot -> DIRECTIONS.apply(store.picture(slot)), bank.projection(), workers));
        return new AnomalyDino(bank.with(directions, pictures, trained, workers, progress), worst.share());
    }

    @Override
    public GrowingDetector without(final int[] pictures, final Workers workers, final Progress progress) {
        return new AnomalyDino(bank.without(pictures, workers, progress), worst.share());
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        bank.write(writer);
    }

    @Override
    public void close() {
        bank.close();
    }
}
