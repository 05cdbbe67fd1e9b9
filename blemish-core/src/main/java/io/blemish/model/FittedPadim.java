package io.blemish.model;

import io.blemish.array.FloatFile;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.detector.Detector;
import io.blemish.detector.Gaussians;
import io.blemish.detector.Padim;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.model.ModelDescription.PadimDescription;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A PaDiM detector and its entries in a model file.
 *
 * @param available channels of all layers
 * @param channels which of them are used
 * @param seed that drew them
 * @param height of the grid
 * @param width of the grid
 * @param gaussians at each position
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
record FittedPadim(int available, int[] channels, long seed, int height, int width, Gaussians gaussians)
        implements Fitted {
    private static final String MEANS = "means.npy";
    private static final String FACTORS = "inverse_factors.npy";

    /** Opens the detector of a model file. */
    static Detector open(final PadimDescription description, final ArtifactFile file, final Workers workers) {
        final int[] channels =
                description.channels().stream().mapToInt(Integer::intValue).toArray();
        return new Padim(
                PatchEmbedder.subset(channels),
                description.gridHeight(),
                description.gridWidth(),
                file.floats(MEANS),
                file.floats(FACTORS),
                workers);
    }

    @Override
    public Detector detector(final Workers workers) {
        return new Padim(
                PatchEmbedder.subset(channels),
                height,
                width,
                all(gaussians.means()),
                all(gaussians.factors()),
                workers);
    }

    private static FloatMatrix all(final FloatFile file) {
        return file.matrix(file.rows());
    }

    @Override
    public int entries() {
        return height * width;
    }

    @Override
    public PadimDescription description(final Optional<Recall> recall) {
        return new PadimDescription(
                available,
                IntStream.of(channels).boxed().toList(),
                Gaussians.RIDGE,
                seed,
                height,
                width,
                channels.length);
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        writer.floats(MEANS, all(gaussians.means()));
        writer.floats(FACTORS, all(gaussians.factors()));
    }

    @Override
    public void close() {
        gaussians.close();
    }
}
