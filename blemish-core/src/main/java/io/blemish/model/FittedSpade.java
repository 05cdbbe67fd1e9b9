package io.blemish.model;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.Detector;
import io.blemish.detector.Spade;
import io.blemish.detector.SpadeGallery;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.model.ModelDescription.SpadeDescription;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import io.blemish.search.exact.ExactIndex;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A SPADE detector and its entries in a model file.
 *
 * @param gallery all pictures
 * @param pictures which of them to compare with
 * @param nearest {@code K}
 * @param seed of the fit
 * @param height of the grid
 * @param width of the grid
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
record FittedSpade(SpadeGallery gallery, int[] pictures, int nearest, long seed, int height, int width)
        implements Fitted {
    private static final String GALLERY = "gallery.npy";
    private static final String POOLED = "pooled.npy";

    /** Opens the detector of a model file. */
    static Detector open(final SpadeDescription description, final ArtifactFile file, final Workers workers) {
        final SpadeGallery gallery = new SpadeGallery(file.floats(GALLERY), ExactIndex.read(file), file.floats(POOLED));
        return new Spade(
                PatchEmbedder.pyramid(),
                gallery,
                IntStream.range(0, gallery.pictures()).toArray(),
                description.nearestPictures(),
                workers);
    }

    @Override
    public Detector detector(final Workers workers) {
        return new Spade(PatchEmbedder.pyramid(), gallery, pictures, nearest, workers);
    }

    @Override
    public int entries() {
        return gallery.patches().rows();
    }

    @Override
    public SpadeDescription description(final Optional<Recall> recall) {
        return new SpadeDescription(
                nearest,
                gallery.pooled().columns(),
                seed,
                height,
                width,
                gallery.patches().columns(),
                gallery.pictures());
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(POOLED, gallery.pooled());
        gallery.index().write(writer);
        writer.floats(GALLERY, gallery.patches());
    }

    @Override
    public void close() {
        // The patches belong to the store.
    }
}
