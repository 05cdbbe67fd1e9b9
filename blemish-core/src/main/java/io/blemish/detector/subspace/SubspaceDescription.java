package io.blemish.detector.subspace;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Locale;

/**
 * SubspaceAD's parameters in a model file.
 *
 * @param explained the share of the variance that was asked for
 * @param axes how many principal axes explain it
 * @param worstShare over which share of the patches, the most distant, the score of a picture is the mean
 * @param seed of the choice of held-out pictures
 * @param gridHeight rows of patches of a training picture
 * @param gridWidth columns of patches of a training picture
 * @param dimension values of a patch
 */
public record SubspaceDescription(
        double explained, int axes, double worstShare, long seed, int gridHeight, int gridWidth, int dimension)
        implements DetectorDescription {
    /**
     * Checks the ranges.
     *
     * @param explained the share of the variance that was asked for, above 0 and below 1
     * @param axes number of principal axes that explain it, at least 1 and fewer than a patch has values
     * @param worstShare the share of the patches, the most distant, over which the score of a picture is the mean
     * @param seed the seed of the choice of held-out pictures
     * @param gridHeight number of rows of patches of a training picture
     * @param gridWidth number of columns of patches of a training picture
     * @param dimension number of values of a patch
     */
    public SubspaceDescription {
        Ranges.within(explained, "explained", Double.MIN_VALUE, 1);
        Ranges.grid(gridHeight, gridWidth, dimension);
        Ranges.within(axes, "axes", 1, dimension);
        Ranges.within(worstShare, "worst_share", Double.MIN_VALUE, 1);
    }

    @Override
    public String type() {
        return SubspaceOptions.TYPE;
    }

    @Override
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact(
                        "detector",
                        String.format(Locale.ROOT, "subspace, %s, seed %d", new WorstShare(worstShare).words(), seed)),
                new Fact(
                        "subspace",
                        String.format(
                                Locale.ROOT,
                                "%,d principal axes of patches of %,d values, which explain %s%% of the variance of %s' %dx%d patches",
                                axes,
                                dimension,
                                SubspaceOptions.percent(explained),
                                trained,
                                gridHeight,
                                gridWidth)));
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return Subspace.read(this, file);
    }
}
