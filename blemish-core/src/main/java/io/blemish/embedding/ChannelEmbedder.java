package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import java.util.List;

/** {@link Embedding.Channel}, or the same without the pooling. */
final class ChannelEmbedder implements PatchEmbedder {
    /** Channels done together: their planes stay in the second-level cache, and each patch gets whole cache lines. */
    private static final int CHANNEL_BLOCK = 16;

    private final boolean pooling;

    /**
     * Chooses.
     *
     * @param pooling whether each layer is average-pooled first
     */
    ChannelEmbedder(final boolean pooling) {
        this.pooling = pooling;
    }

    @Override
    public Patches embed(final List<FeatureMap> layers) {
        final Grid grid = Grid.finest(layers);
        final int dimension = layers.stream().mapToInt(FeatureMap::channels).sum();
        final float[] values = new float[Math.multiplyExact(grid.size(), dimension)];
        int first = 0;
        for (final FeatureMap layer : layers) {
            embed(layer, grid, values, dimension, first);
            first += layer.channels();
        }
        return new Patches(grid.height(), grid.width(), dimension, values);
    }

    private void embed(
            final FeatureMap layer, final Grid grid, final float[] values, final int dimension, final int first) {
        final Upsampling rows = Upsampling.of(layer.height(), grid.height());
        final Upsampling columns = Upsampling.of(layer.width(), grid.width());
        final boolean sameGrid = layer.height() == grid.height() && layer.width() == grid.width();
        final int size = layer.height() * layer.width();
        final float[] pooled = new float[size];
        final float[][] planes = new float[CHANNEL_BLOCK][grid.size()];
        for (int from = 0; from < layer.channels(); from += CHANNEL_BLOCK) {
            final int count = Math.min(CHANNEL_BLOCK, layer.channels() - from);
            for (int c = 0; c < count; c++) {
                if (sameGrid) {
                    plane(layer, from + c, planes[c]);
                } else {
                    plane(layer, from + c, pooled);
                    Upsampling.plane(rows, columns, pooled, 0, layer.width(), planes[c]);
                }
            }
            scatter(planes, count, values, dimension, first + from);
        }
    }

    private void plane(final FeatureMap layer, final int channel, final float[] target) {
        if (pooling) {
            Pooling.average(layer, channel, target);
        } else {
            System.arraycopy(layer.values(), channel * target.length, target, 0, target.length);
        }
    }

    private static void scatter(
            final float[][] planes, final int count, final float[] values, final int dimension, final int first) {
        final int patches = values.length / dimension;
        for (int p = 0; p < patches; p++) {
            final int base = p * dimension + first;
            for (int c = 0; c < count; c++) {
                values[base + c] = planes[c][p];
            }
        }
    }
}
