package io.blemish.detector.spade;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.TrainedDetector;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Locale;

/**
 * SPADE's parameters in a model file.
 *
 * @param nearestPictures {@code K}
 * @param pooledChannels channels of the last layer, by whose means pictures are compared
 * @param seed of the choice of held-out pictures
 * @param gridHeight rows of patches of a picture
 * @param gridWidth columns of patches of a picture
 * @param dimension values of a patch
 * @param gallerySize pictures in the gallery
 */
public record SpadeDescription(
        int nearestPictures,
        int pooledChannels,
        long seed,
        int gridHeight,
        int gridWidth,
        int dimension,
        int gallerySize)
        implements DetectorDescription {
    /**
     * Checks the ranges.
     *
     * @param nearestPictures {@code K}, at least 1
     * @param pooledChannels channels of the last layer, by whose means pictures are compared
     * @param seed of the choice of held-out pictures
     * @param gridHeight rows of patches of a picture
     * @param gridWidth columns of patches of a picture
     * @param dimension values of a patch
     * @param gallerySize pictures in the gallery
     */
    public SpadeDescription {
        Ranges.within(nearestPictures, "nearest_pictures", 1, Integer.MAX_VALUE);
        Ranges.grid(gridHeight, gridWidth, dimension);
        Ranges.within(pooledChannels, "pooled_channels", 1, dimension);
        Ranges.within(gallerySize, "gallery_size", 1, Integer.MAX_VALUE);
    }

    @Override
    public String type() {
        return SpadeOptions.TYPE;
    }

    @Override
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact("detector", "spade, " + nearestPictures + " nearest pictures, seed " + seed),
                new Fact(
                        "gallery",
                        String.format(
                                Locale.ROOT,
                                "%,d pictures of %dx%d patches of %d values, compared by the means of %d channels",
                                gallerySize,
                                gridHeight,
                                gridWidth,
                                dimension,
                                pooledChannels)));
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return Spade.read(this, file, workers);
    }
}
