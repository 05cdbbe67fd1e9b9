package io.blemish.detector.rad;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.PatchScores;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Locale;

/**
 * RAD's parameters in a model file.
 *
 * @param nearestPictures how many pictures are compared patch by patch
 * @param radius how many positions a patch may lie elsewhere
 * @param layerChannels how many channels each layer has, in their order
 * @param classToken whether the last layer is one of the whole picture, by which pictures are compared and patches are not
 * @param worstShare over which share of the patches, the most distant, the score of a picture is the mean
 * @param seed of the choice of held-out pictures
 * @param gridHeight rows of patches of a picture
 * @param gridWidth columns of patches of a picture
 * @param dimension values of a patch: the channels of all layers
 * @param gallerySize pictures that are kept
 */
public record RadDescription(
        int nearestPictures,
        int radius,
        List<Integer> layerChannels,
        boolean classToken,
        double worstShare,
        long seed,
        int gridHeight,
        int gridWidth,
        int dimension,
        int gallerySize)
        implements DetectorDescription {
    /**
     * Copies the list.
     *
     * @param nearestPictures number of pictures that are compared patch by patch, at least 1
     * @param radius number of positions by which a patch may lie elsewhere
     * @param layerChannels number of channels of each layer, in their order; copied
     * @param classToken whether the last layer is one of the whole picture, by which pictures are compared and patches are not
     * @param worstShare the share of the patches, the most distant, over which the score of a picture is the mean
     * @param seed the seed of the choice of held-out pictures
     * @param gridHeight number of rows of patches of a picture
     * @param gridWidth number of columns of patches of a picture
     * @param dimension number of values of a patch, which is the sum of the layers' channels
     * @param gallerySize number of pictures that are kept, at least 1
     */
    public RadDescription {
        layerChannels = Ranges.complete(layerChannels, "layer_channels");
        Ranges.grid(gridHeight, gridWidth, dimension);
        Ranges.within(nearestPictures, "nearest_pictures", 1, Integer.MAX_VALUE);
        Ranges.within(radius, "radius", 0, RadOptions.LARGEST_RADIUS);
        Ranges.within(layerChannels.size(), "the number of layers", classToken ? 2 : 1, dimension);
        long channels = 0;
        for (final int layer : layerChannels) {
            Ranges.within(layer, "a layer's channels", 1, dimension);
            channels += layer;
        }
        Ranges.within(channels, "the channels of all layers", dimension, dimension);
        Ranges.within(worstShare, "worst_share", Double.MIN_VALUE, 1);
        Ranges.within(gallerySize, "gallery_size", 1, Integer.MAX_VALUE);
    }

    @Override
    public String type() {
        return RadOptions.TYPE;
    }

    /** How many channels each layer has by which patches are compared, in their order. */
    List<Integer> compared() {
        return layerChannels.subList(0, layerChannels.size() - (classToken ? 1 : 0));
    }

    @Override
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact(
                        "detector",
                        "rad, " + nearestPictures + " nearest pictures, patches up to " + radius + " positions apart, "
                                + new WorstShare(worstShare).words() + ", seed " + seed),
                new Fact(
                        "gallery",
                        String.format(
                                Locale.ROOT,
                                "%,d pictures of %dx%d patches in %d layers, found by %s",
                                gallerySize,
                                gridHeight,
                                gridWidth,
                                compared().size(),
                                classToken ? "their class tokens" : "the means of the last layer")));
    }

    /** From the distances that are left: where a picture ends, patches have none, and this method compares places. */
    @Override
    public float pictureScore(final PatchScores patches, final float peak) {
        return new WorstShare(worstShare).mean(patches.distances());
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return Rad.read(this, file, workers);
    }
}
