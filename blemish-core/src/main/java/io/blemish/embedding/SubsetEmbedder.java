package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import java.util.List;

/** {@link PatchEmbedder#subset}. */
final class SubsetEmbedder implements PatchEmbedder {
    private final int[] channels;

    SubsetEmbedder(final int[] channels) {
        this.channels = channels;
    }

    @Override
    public Patches embed(final List<FeatureMap> layers) {
        final Grid grid = Grid.finest(layers);
        final float[] values = new float[Math.multiplyExact(grid.size(), channels.length)];
        for (int i = 0; i < channels.length; i++) {
            place(layers, channels[i], grid, values, i);
        }
        return new Patches(grid.height(), grid.width(), channels.length, values);
    }

    private void place(
            final List<FeatureMap> layers, final int channel, final Grid grid, final float[] values, final int column) {
        int within = channel;
        for (final FeatureMap layer : layers) {
            if (within < layer.channels()) {
                repeat(layer, within, grid, values, column);
                return;
            }
            within -= layer.channels();
        }
        throw new IllegalArgumentException("the layers have no channel " + channel);
    }

    private void repeat(
            final FeatureMap layer, final int channel, final Grid grid, final float[] values, final int column) {
        final int plane = channel * layer.height() * layer.width();
        for (int y = 0; y < grid.height(); y++) {
            final int row = plane + y * layer.height() / grid.height() * layer.width();
            final int target = y * grid.width();
            for (int x = 0; x < grid.width(); x++) {
                values[(target + x) * channels.length + column] =
                        layer.values()[row + x * layer.width() / grid.width()];
            }
        }
    }
}
