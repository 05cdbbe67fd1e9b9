package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

    @Override
    public GridValue embed(final GraphAssembly graph, final List<GridValue> layers) {
        final Grid grid = Grid.finestOf(layers);
        final List<String> chosen = new ArrayList<>();
        int first = 0;
        for (final GridValue layer : layers) {
            final int[] within = within(first, layer.channels());
            if (within.length > 0) {
                chosen.add(repeat(graph, gather(graph, layer.name(), 1, within), layer, grid));
            }
            first += layer.channels();
        }
        return new GridValue(
                Grid.concatenated(graph, chosen.toArray(String[]::new)), channels.length, grid.height(), grid.width());
    }

    /** Which of a layer's channels are taken, counted from the layer's first. */
    private int[] within(final int first, final int count) {
        return IntStream.of(channels)
                .filter(channel -> channel >= first && channel < first + count)
                .map(channel -> channel - first)
                .toArray();
    }

    private static String repeat(
            final GraphAssembly graph, final String value, final GridValue layer, final Grid grid) {
        final String rows = grid.height() == layer.height()
                ? value
                : gather(graph, value, 2, nearest(layer.height(), grid.height()));
        return grid.width() == layer.width() ? rows : gather(graph, rows, 3, nearest(layer.width(), grid.width()));
    }

    private static int[] nearest(final int source, final int target) {
        return IntStream.range(0, target).map(i -> i * source / target).toArray();
    }

    private static String gather(final GraphAssembly graph, final String value, final int axis, final int[] numbers) {
        return graph.node("Gather", node -> node.integer("axis", axis), value, graph.indices(numbers));
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
