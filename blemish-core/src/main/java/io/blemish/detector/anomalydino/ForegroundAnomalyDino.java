package io.blemish.detector.anomalydino;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Judges the patches of the part alone: those of the background have the distance 0. */
final class ForegroundAnomalyDino implements TrainedDetector {
    private final AnomalyDino detector;
    private final Foreground foreground;
    private final WorstShare worst;

    /**
     * A detector.
     *
     * @param detector that knows patches of parts alone; closed with this
     * @param foreground tells the part from the background
     */
    ForegroundAnomalyDino(final AnomalyDino detector, final Foreground foreground) {
        this.detector = detector;
        this.foreground = foreground;
        this.worst = new WorstShare(detector.description().worstShare());
    }

    @Override
    public PatchEmbedder embedder() {
        return detector.embedder();
    }

    @Override
    public PatchScores score(final Patches patches) {
        final PatchScores scores = detector.score(patches);
        final boolean[] part = foreground.part(patches);
        final float[] distances = scores.distances().clone();
        for (int p = 0; p < distances.length; p++) {
            distances[p] = part[p] ? distances[p] : 0;
        }
        return new PatchScores(worst.mean(distances), scores.height(), scores.width(), distances, scores.nearest());
    }

    /** Which patches show the part is found by iteration, picture by picture. */
    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        throw new ModelException(
                ErrorCode.MODEL_NOT_EXPORTABLE,
                "A model that tells the part from the background cannot be written as one graph: where the part is, is found anew"
                        + " in each picture. Fit without a foreground to export it.");
    }

    @Override
    public Optional<PatchSource> source(final int entry) {
        return detector.source(entry);
    }

    @Override
    public DetectorDescription description() {
        return detector.description().with(foreground);
    }

    @Override
    public int entries() {
        return detector.entries();
    }

    @Override
    public Optional<Recall> recall(final FloatMatrix patches) {
        return detector.recall(patches);
    }

    @Override
    public TrainedDetector withRecall(final Optional<Recall> recall) {
        return new ForegroundAnomalyDino(detector.withRecall(recall), foreground);
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        detector.write(writer);
    }

    @Override
    public void close() {
        detector.close();
    }
}
