package io.blemish.detector.padim;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.TrainedDetector;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.util.List;

/** Normal distributions of all positions: what PaDiM keeps of the training pictures. */
final class Padim implements TrainedDetector {
    private static final String MEANS = "means.npy";
    private static final String FACTORS = "inverse_factors.npy";

    private final PadimDescription description;
    private final FloatMatrix means;
    private final FloatMatrix factors;
    private final PatchEmbedder embedder;
    private final GaussianScorer scorer;
    private final Runnable release;

    private Padim(
            final PadimDescription description,
            final FloatMatrix means,
            final FloatMatrix factors,
            final Workers workers,
            final Runnable release) {
        this.description = description;
        this.means = means;
        this.factors = factors;
        this.embedder = PatchEmbedder.subset(
                description.channels().stream().mapToInt(Integer::intValue).toArray());
        this.scorer = new GaussianScorer(description.gridHeight(), description.gridWidth(), means, factors, workers);
        this.release = release;
    }

    /**
     * A detector with distributions that were just fitted.
     *
     * @param gaussians closed with the detector
     */
    static Padim of(final PadimDescription description, final Gaussians gaussians, final Workers workers) {
        return new Padim(
                description,
                gaussians.means().matrix(gaussians.means().rows()),
                gaussians.factors().matrix(gaussians.factors().rows()),
                workers,
                gaussians::close);
    }

    static Padim read(final PadimDescription description, final ArtifactFile file, final Workers workers) {
        final FloatMatrix means = file.floats(MEANS);
        final FloatMatrix factors = file.floats(FACTORS);
        final int positions = description.gridHeight() * description.gridWidth();
        Ranges.shape(means, MEANS, positions, description.dimension());
        Ranges.shape(factors, FACTORS, positions, Gaussians.packed(description.dimension()));
        return new Padim(description, means, factors, workers, () -> {});
    }

    @Override
    public PatchEmbedder embedder() {
        return embedder;
    }

    @Override
    public PatchScores score(final Patches patches) {
        return scorer.score(patches);
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        return new GaussianNodes(graph, description, means, factors).score(embedder.embed(graph, networks.get(0)));
    }

    @Override
    public DetectorDescription description() {
        return description;
    }

    @Override
    public int entries() {
        return means.rows();
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(MEANS, means);
        writer.floats(FACTORS, factors);
    }

    @Override
    public void close() {
        release.run();
    }
}
