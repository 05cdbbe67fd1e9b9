package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.Comparator;
import java.util.List;

/**
 * The grid of patches.
 *
 * @param height rows
 * @param width columns
 */
record Grid(int height, int width) {
    /** The grid of the layer with the most positions. */
    static Grid finest(final List<FeatureMap> layers) {
        return layers.stream()
                .map(layer -> new Grid(layer.height(), layer.width()))
                .max(Comparator.comparingInt(Grid::size))
                .orElseThrow(() -> new IllegalArgumentException("no layers to embed"));
    }

    /** The grid of the layer with the most positions. */
    static Grid finestOf(final List<GridValue> layers) {
        return layers.stream()
                .map(layer -> new Grid(layer.height(), layer.width()))
                .max(Comparator.comparingInt(Grid::size))
                .orElseThrow(() -> new IllegalArgumentException("no layers to embed"));
    }

    /** The grids on this grid, side by side. */
    GridValue joined(final GraphAssembly graph, final List<GridValue> layers) {
        final String[] names = layers.stream()
                .map(layer -> AxisMatrix.apply(
                        graph,
                        layer,
                        AxisMatrix.upsampling(layer.height(), height),
                        AxisMatrix.upsampling(layer.width(), width)))
                .map(GridValue::name)
                .toArray(String[]::new);
        final int channels = layers.stream().mapToInt(GridValue::channels).sum();
        return new GridValue(concatenated(graph, names), channels, height, width);
    }

    /** Values side by side, channel after channel. */
    static String concatenated(final GraphAssembly graph, final String... values) {
        return values.length == 1 ? values[0] : graph.node("Concat", node -> node.integer("axis", 1), values);
    }

    int size() {
        return height * width;
    }
}
