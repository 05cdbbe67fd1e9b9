package io.blemish.detector.views;

import io.blemish.backbone.FeatureMap;
import io.blemish.embedding.AxisMatrix;
import io.blemish.embedding.Patches;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of what a network gives of a picture: the channels of one layer, on about the layer's own grid.
 *
 * @param first the layer's first channel among those of all layers
 * @param channels how many channels the layer has
 * @param height rows of the layer's grid in a training picture
 * @param width columns of the layer's grid in a training picture
 * @param direction whether patches are compared by their direction, once every channel has mean 0 and deviation 1
 * @param coreset the share of its patches that the memory bank keeps, in {@code (0, 1]}
 */
record View(int first, int channels, int height, int width, boolean direction, double coreset) implements Serializable {
    /** The views of a network: one for each layer, and one more of the coarsest. */
    static List<View> of(final List<FeatureMap> layers, final double coreset) {
        final int finest = layers.stream().mapToInt(View::positions).max().orElseThrow();
        final FeatureMap coarsest =
                layers.stream().min(Comparator.comparingInt(View::positions)).orElseThrow();
        final List<View> views = new ArrayList<>();
        int first = 0;
        for (final FeatureMap layer : layers) {
            views.add(of(layer, first, false, coreset * finest / positions(layer)));
            if (layer == coarsest) {
                views.add(of(layer, first, true, coreset * finest / positions(layer)));
            }
            first += layer.channels();
        }
        return List.copyOf(views);
    }

    private static View of(final FeatureMap layer, final int first, final boolean direction, final double coreset) {
        return new View(first, layer.channels(), layer.height(), layer.width(), direction, Math.min(1, coreset));
    }

    private static int positions(final FeatureMap layer) {
        return layer.height() * layer.width();
    }

    /**
     * Takes this view's part of a picture's patches.
     *
     * @param patches of all layers, on the grid of the finest
     * @param fineHeight rows of that grid in a training picture
     * @param fineWidth columns of that grid in a training picture
     * @return the layer's channels, averaged over the positions of the finest grid that one of the layer's own covers
     */
    Patches of(final Patches patches, final int fineHeight, final int fineWidth) {
        final int rows = scaled(patches.height(), height, fineHeight);
        final int columns = scaled(patches.width(), width, fineWidth);
        final float[] values = new float[rows * columns * channels];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                average(patches, y, rows, x, columns, values);
            }
        }
        return new Patches(rows, columns, channels, values);
    }

    /**
     * Takes this view's part of what a graph has of pictures.
     *
     * @param layers pooled, each on its own grid
     * @param fineHeight see {@link #of(Patches, int, int)}
     * @param fineWidth see {@link #of(Patches, int, int)}
     */
    GridValue of(final GraphAssembly graph, final List<GridValue> layers, final int fineHeight, final int fineWidth) {
        final GridValue finest = layers.stream()
                .max(Comparator.comparingInt(GridValue::positions))
                .orElseThrow();
        final GridValue layer = own(layers);
        return AxisMatrix.apply(
                graph,
                layer,
                axis(layer.height(), finest.height(), scaled(finest.height(), height, fineHeight)),
                axis(layer.width(), finest.width(), scaled(finest.width(), width, fineWidth)));
    }

    private GridValue own(final List<GridValue> layers) {
        int begin = 0;
        for (final GridValue layer : layers) {
            if (begin == first && layer.channels() == channels) {
                return layer;
            }
            begin += layer.channels();
        }
        throw new IllegalArgumentException(
                "no layer has " + channels + " channels from channel " + first + " on, as one of the views says");
    }

    /** Upsampled to the finest grid and averaged over the positions there, in one step. */
    private static AxisMatrix axis(final int own, final int fine, final int wanted) {
        return AxisMatrix.upsampling(own, fine).then(AxisMatrix.of(wanted, fine, (row, taken) -> {
            final int begin = row * fine / wanted;
            final int end = ceiling((row + 1) * fine, wanted);
            for (int position = begin; position < end; position++) {
                taken.add(position, 1.0 / (end - begin));
            }
        }));
    }

    /** How many positions a picture of another size has, so that one covers as much of it as in a training picture. */
    private static int scaled(final int fine, final int trained, final int fineTrained) {
        return Math.max(1, Math.round((float) fine * trained / fineTrained));
    }

    private void average(
            final Patches patches, final int y, final int rows, final int x, final int columns, final float[] target) {
        final int top = y * patches.height() / rows;
        final int bottom = ceiling((y + 1) * patches.height(), rows);
        final int left = x * patches.width() / columns;
        final int right = ceiling((x + 1) * patches.width(), columns);
        final int at = (y * columns + x) * channels;
        final float[] source = patches.values();
        final float share = 1f / ((bottom - top) * (right - left));
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                final int from = (row * patches.width() + column) * patches.dimension() + first;
                for (int c = 0; c < channels; c++) {
                    target[at + c] += source[from + c] * share;
                }
            }
        }
    }

    private static int ceiling(final int dividend, final int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
