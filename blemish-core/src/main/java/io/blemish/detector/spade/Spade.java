package io.blemish.detector.spade;

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
import io.blemish.search.exact.ExactIndex;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** A gallery of normal pictures: what SPADE keeps of the training pictures. */
final class Spade implements TrainedDetector {
    private static final String GALLERY = "gallery.npy";
    private static final String POOLED = "pooled.npy";

    private final SpadeDescription description;
    private final SpadeGallery gallery;
    private final PatchEmbedder embedder = PatchEmbedder.pyramid();
    private final GalleryScorer scorer;

    /**
     * A detector.
     *
     * @param gallery all pictures; its patches belong to the caller
     * @param pictures the ones to compare with
     */
    Spade(final SpadeDescription description, final SpadeGallery gallery, final int[] pictures, final Workers workers) {
        this.description = description;
        this.gallery = gallery;
        this.scorer = new GalleryScorer(gallery, pictures, description.nearestPictures(), workers);
    }

    static Spade read(final SpadeDescription description, final ArtifactFile file, final Workers workers) {
        final SpadeGallery gallery = new SpadeGallery(file.floats(GALLERY), ExactIndex.read(file), file.floats(POOLED));
        final long patches = (long) description.gallerySize() * description.gridHeight() * description.gridWidth();
        Ranges.shape(gallery.patches(), GALLERY, patches, description.dimension());
        Ranges.shape(gallery.pooled(), POOLED, description.gallerySize(), description.pooledChannels());
        return new Spade(
                description, gallery, IntStream.range(0, gallery.pictures()).toArray(), workers);
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
        gallery.index().write(writer);
        writer.floats(GALLERY, gallery.patches());
    }

    @Override
    public void close() {
        // The patches belong to the store or to the model file.
    }
}
