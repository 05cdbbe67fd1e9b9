package io.blemish.detector.padim;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.GraphScores;
import io.blemish.detector.PatchScores;
import io.blemish.detector.TrainedDetector;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Locale;

/**
 * PaDiM's parameters in a model file.
 *
 * @param availableChannels of all layers
 * @param channels the channels that are used, ascending
 * @param ridge the number that was added to the covariances' diagonals
 * @param seed of the channels and the choice of held-out pictures
 * @param gridHeight rows of positions
 * @param gridWidth columns of positions
 * @param dimension how many channels are used
 */
public record PadimDescription(
        int availableChannels,
        List<Integer> channels,
        double ridge,
        long seed,
        int gridHeight,
        int gridWidth,
        int dimension)
        implements DetectorDescription {
    /**
     * Copies the list.
     *
     * @param availableChannels number of channels of all layers together
     * @param channels numbers of the channels that are used, ascending; copied
     * @param ridge the number that was added to the covariances' diagonals
     * @param seed the seed of the channels and the choice of held-out pictures
     * @param gridHeight number of rows of positions
     * @param gridWidth number of columns of positions
     * @param dimension number of channels that are used
     */
    public PadimDescription {
        channels = Ranges.complete(channels, "channels");
        Ranges.grid(gridHeight, gridWidth, dimension);
        Ranges.within(channels.size(), "the number of channels", dimension, dimension);
        for (final int channel : channels) {
            Ranges.within(channel, "a channel", 0, availableChannels - 1L);
        }
        Ranges.within(ridge, "ridge", 0, Double.MAX_VALUE);
    }

    @Override
    public String type() {
        return PadimOptions.TYPE;
    }

    /** The largest value of the map, as in anomalib. */
    @Override
    public float pictureScore(final PatchScores patches, final float peak) {
        return peak;
    }

    @Override
    public String pictureScore(final GraphAssembly graph, final GraphScores patches, final GridValue map) {
        return graph.reduce("ReduceMax", map.name(), false, 1, 2, 3);
    }

    @Override
    public List<Fact> facts(final String trained) {
        return List.of(
                new Fact("detector", "padim, seed " + seed),
                new Fact(
                        "gaussians",
                        String.format(
                                Locale.ROOT,
                                "at %dx%d positions, of %d channels drawn from %d, %s added to the diagonals",
                                gridHeight,
                                gridWidth,
                                dimension,
                                availableChannels,
                                ridge)));
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return Padim.read(this, file, workers);
    }
}
