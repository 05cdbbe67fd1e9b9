package io.blemish.detector.softpatch;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.PatchCore;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A memory bank whose entries have weights: what SoftPatch keeps of the training pictures. */
final class SoftPatch implements TrainedDetector {
    private static final String WEIGHTS = "weights.npy";

    private final PatchCore bank;
    private final FloatMatrix matrix;
    private final float[] weights;
    private final double noise;

    /**
     * A detector.
     *
     * @param bank closed with this
     * @param matrix the outlier factor of each entry, {@code [entries, 1]}
     */
    SoftPatch(final PatchCore bank, final FloatMatrix matrix, final double noise) {
        this.bank = bank;
        this.matrix = matrix;
        this.noise = noise;
        this.weights = new float[matrix.rows()];
        matrix.copyRows(0, weights.length, weights, 0);
    }

    static SoftPatch read(final SoftPatchDescription description, final ArtifactFile file, final Workers workers) {
        final FloatMatrix weights = file.floats(WEIGHTS);
        Ranges.shape(weights, WEIGHTS, description.bank().bankSize(), 1);
        for (int entry = 0; entry < weights.rows(); entry++) {
            Ranges.within(weights.row(entry)[0], WEIGHTS, 0, Float.MAX_VALUE);
        }
        return new SoftPatch(description.bank().open(file, workers), weights, description.noise());
    }

    @Override
    public PatchEmbedder embedder() {
        return bank.embedder();
    }

    @Override
    public PatchScores score(final Patches patches) {
        final PatchScores plain = bank.score(patches);
        final float[] distances = plain.distances().clone();
        float worst = 0;
        for (int p = 0; p < distances.length; p++) {
            distances[p] *= weights[plain.nearest()[p]];
            worst = Math.max(worst, distances[p]);
        }
        return new PatchScores(worst, plain.height(), plain.width(), distances, plain.nearest());
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        return bank.addTo(graph, embedder().embed(graph, networks.get(0)), weights);
    }

    @Override
    public Optional<PatchSource> source(final int entry) {
        return bank.source(entry);
    }

    @Override
    public DetectorDescription description() {
        return new SoftPatchDescription(bank.description(), noise);
    }

    @Override
    public int entries() {
        return bank.entries();
    }

    @Override
    public Optional<Recall> recall(final FloatMatrix patches) {
        return bank.recall(patches);
    }

    @Override
    public TrainedDetector withRecall(final Optional<Recall> recall) {
        return new SoftPatch(bank.withRecall(recall), matrix, noise);
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(WEIGHTS, matrix);
        bank.write(writer);
    }

    @Override
    public void close() {
        bank.close();
    }
}
