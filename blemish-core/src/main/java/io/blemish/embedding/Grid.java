package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
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

    int size() {
        return height * width;
    }
}
