package io.blemish.detector.views;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.io.IOException;
import java.util.List;

/**
 * Turns patches into directions: every channel is brought to mean 0 and deviation 1 over the good patches, then every patch to
 * length 1. The distance of two directions depends on their cosine alone.
 */
final class Directions implements PatchFunction<Patches> {
    private static final long serialVersionUID = 1;

    private static final String MEANS = "channel_means.npy";
    private static final String SCALES = "channel_scales.npy";

    /**
     * The least deviation of a channel, as a part of the mean deviation of all. A channel that hardly ever differs from zero in
     * good pictures would otherwise decide the direction as soon as it does.
     */
    private static final double LEAST_DEVIATION = 0.05;

    /** What a patch is at least divided by, so that one that is the mean in all channels stays zero. */
    private static final float SHORTEST = 1e-6f;

    private final float[] means;
    private final float[] scales;

    /**
     * The way from patches to directions.
     *
     * @param means of each channel
     * @param scales what each channel is multiplied by
     */
    private Directions(final float[] means, final float[] scales) {
        this.means = means;
        this.scales = scales;
    }

    /**
     * Measures the channels over some pictures.
     *
     * @param pictures the sums of each
     */
    static Directions of(final List<ChannelSums> pictures) {
        final ChannelSums total = ChannelSums.total(pictures);
        final int channels = total.sums().length;
        final double[] deviations = new double[channels];
        final float[] means = new float[channels];
        double mean = 0;
        for (int c = 0; c < channels; c++) {
            final double average = total.sums()[c] / total.count();
            means[c] = (float) average;
            deviations[c] = Math.sqrt(Math.max(0, total.squares()[c] / total.count() - average * average));
            mean += deviations[c] / channels;
        }
        final float[] scales = new float[channels];
        for (int c = 0; c < scales.length; c++) {
            final double deviation = Math.max(deviations[c], LEAST_DEVIATION * mean);
            scales[c] = deviation > 0 ? (float) (1 / deviation) : 1;
        }
        return new Directions(means, scales);
    }

    static Directions read(final ArtifactFile file, final int channels) {
        final FloatMatrix means = file.floats(MEANS);
        final FloatMatrix scales = file.floats(SCALES);
        Ranges.shape(means, MEANS, 1, channels);
        Ranges.shape(scales, SCALES, 1, channels);
        return new Directions(means.row(0), scales.row(0));
    }

    void write(final ArtifactWriter writer) throws IOException {
        writer.floats(MEANS, FloatMatrix.wrap(means, 1, means.length));
        writer.floats(SCALES, FloatMatrix.wrap(scales, 1, scales.length));
    }

    /** Adds the nodes that turn the patches of pictures into directions. */
    GridValue of(final GraphAssembly graph, final GridValue patches) {
        final List<Long> perChannel = List.of((long) means.length, 1L, 1L);
        final String scaled = graph.node(
                "Mul",
                graph.node("Sub", patches.name(), graph.floats(perChannel, means)),
                graph.floats(perChannel, scales));
        final String length = graph.node("Max", graph.reduce("ReduceL2", scaled, true, 1), graph.number(SHORTEST));
        return new GridValue(graph.node("Div", scaled, length), patches.channels(), patches.height(), patches.width());
    }

    /** The directions of a picture's patches. */
    @Override
    public Patches apply(final Patches patches) {
        final float[] values = patches.values().clone();
        final int dimension = patches.dimension();
        for (int from = 0; from < values.length; from += dimension) {
            double length = 0;
            for (int c = 0; c < dimension; c++) {
                final float value = (values[from + c] - means[c]) * scales[c];
                values[from + c] = value;
                length += (double) value * value;
            }
            final float share = 1 / Math.max((float) Math.sqrt(length), SHORTEST);
            for (int c = 0; c < dimension; c++) {
                values[from + c] *= share;
            }
        }
        return new Patches(patches.height(), patches.width(), dimension, values);
    }
}
