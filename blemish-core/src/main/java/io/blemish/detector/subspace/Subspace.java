package io.blemish.detector.subspace;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.io.IOException;
import java.util.List;

/** The principal axes of normal patches, and their mean: what SubspaceAD keeps of the training pictures. */
final class Subspace implements TrainedDetector {
    /** The layers as they are: the paper compares tokens, which have seen their surroundings already. */
    static final PatchEmbedder EMBEDDER = PatchEmbedder.pyramid();

    private static final String MEAN = "mean.npy";
    private static final String AXES = "axes.npy";

    private final SubspaceDescription description;
    private final FloatMatrix mean;
    private final FloatMatrix axes;
    private final ResidualScorer scorer;
    private final WorstShare worst;

    /**
     * A detector.
     *
     * @param mean of the patches, {@code [1, d]}
     * @param axes orthonormal, {@code [axes, d]}
     */
    Subspace(final SubspaceDescription description, final FloatMatrix mean, final FloatMatrix axes) {
        this.description = description;
        this.mean = mean;
        this.axes = axes;
        this.scorer = new ResidualScorer(mean, axes);
        this.worst = new WorstShare(description.worstShare());
    }

    static Subspace read(final SubspaceDescription description, final ArtifactFile file) {
        final FloatMatrix mean = file.floats(MEAN);
        final FloatMatrix axes = file.floats(AXES);
        Ranges.shape(mean, MEAN, 1, description.dimension());
        Ranges.shape(axes, AXES, description.axes(), description.dimension());
        return new Subspace(description, mean, axes);
    }

    @Override
    public PatchEmbedder embedder() {
        return EMBEDDER;
    }

    @Override
    public PatchScores score(final Patches patches) {
        final float[] residuals = scorer.residuals(patches);
        return new PatchScores(worst.mean(residuals), patches.height(), patches.width(), residuals, new int[0]);
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        final GridValue patches = EMBEDDER.embed(graph, networks.get(0));
        final String centred = graph.node(
                "Sub", graph.rows(patches), graph.floats(List.of((long) description.dimension()), scorer.mean()));
        final String basis = graph.weights(List.of((long) axes.rows(), (long) description.dimension()), scorer.axes());
        final String explained =
                graph.node("MatMul", graph.node("MatMul", centred, graph.transpose(basis, 1, 0)), basis);
        final String residuals = graph.reduce("ReduceSumSquare", graph.node("Sub", centred, explained), false, 1);
        final GridValue grid = new GridValue(
                graph.reshape(residuals, -1, 1, patches.height(), patches.width()),
                1,
                patches.height(),
                patches.width());
        return new GraphScores(worst.mean(graph, grid), grid);
    }

    @Override
    public DetectorDescription description() {
        return description;
    }

    @Override
    public int entries() {
        return axes.rows();
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(MEAN, mean);
        writer.floats(AXES, axes);
    }

    @Override
    public void close() {
        // Mean and axes belong to the heap or to the model file.
    }
}
