package io.blemish.detector.rad;

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
import java.util.stream.IntStream;

/** A gallery of normal pictures, searched around the same place: what RAD keeps of the training pictures. */
final class Rad implements TrainedDetector {
    /** The layers as they are, coarser ones upsampled to the finest. */
    static final PatchEmbedder EMBEDDER = PatchEmbedder.pyramid();

    private static final String GALLERY = "gallery.npy";
    private static final String POOLED = "pooled.npy";

    private final RadDescription description;
    private final Gallery gallery;
    private final PlaceScorer scorer;

    /**
     * A detector.
     *
     * @param gallery all pictures; its patches belong to the caller
     * @param pictures the ones to compare with
     */
    Rad(final RadDescription description, final Gallery gallery, final int[] pictures, final Workers workers) {
        this.description = description;
        this.gallery = gallery;
        this.scorer = new PlaceScorer(description, gallery, pictures, workers);
    }

    static Rad read(final RadDescription description, final ArtifactFile file, final Workers workers) {
        final Gallery gallery = new Gallery(file.floats(GALLERY), file.floats(POOLED));
        final long patches = (long) description.gallerySize() * description.gridHeight() * description.gridWidth();
        final int last =
                description.layerChannels().get(description.layerChannels().size() - 1);
        Ranges.shape(gallery.patches(), GALLERY, patches, new LayerDirections(description.compared()).dimension());
        Ranges.shape(gallery.pooled(), POOLED, description.gallerySize(), last);
        return new Rad(
                description, gallery, IntStream.range(0, gallery.pictures()).toArray(), workers);
    }

    @Override
    public PatchEmbedder embedder() {
        return EMBEDDER;
    }

    @Override
    public PatchScores score(final Patches patches) {
        return scorer.score(patches);
    }

    @Override
    public GraphScores addTo(final GraphAssembly graph, final List<List<GridValue>> networks) {
        throw GraphScores.ofNoGraph(description.type());
    }

    @Override
    public DetectorDescription description() {
        return description;
    }

    @Override
    public int entries() {
        return gallery.patches().rows();
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(POOLED, gallery.pooled());
        writer.floats(GALLERY, gallery.patches());
    }

    @Override
    public void close() {
        // The patches belong to the store or to the model file.
    }
}
