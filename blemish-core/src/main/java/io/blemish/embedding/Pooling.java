package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;

/**
 * Average pooling over windows of an odd edge p, stride 1, zero padding of half an edge, divisor p² at the borders too:
 * torch's {@code AvgPool2d(p, 1, p / 2)}.
 */
public final class Pooling {
    private Pooling() {}

    /**
     * Pools one channel of a layer.
     *
     * @param edge of the window, odd
     * @param target {@code [height, width]}
     */
    static void average(final FeatureMap layer, final int channel, final int edge, final float[] target) {
        final int radius = edge / 2;
        final float share = 1f / (edge * edge);
        final int height = layer.height();
        final int width = layer.width();
        final float[] source = layer.values();
        final int plane = channel * height * width;
        final float[] sums = new float[width];
        for (int y = 0; y < height; y++) {
            columnSums(source, plane, y, radius, height, width, sums);
            if (radius == 1) {
                averageOfThree(sums, share, target, y * width);
            } else {
                averageOfMany(sums, radius, share, target, y * width);
            }
        }
    }

    /**
     * {@return the layers of a graph, pooled}
     *
     * @param graph to which a node is added
     * @param layer of pictures
     * @param edge of the window, odd
     */
    public static GridValue average(final GraphAssembly graph, final GridValue layer, final int edge) {
        final int radius = edge / 2;
        final String pooled = edge == 1
                ? layer.name()
                : graph.node(
                        "AveragePool",
                        node -> node.integers("kernel_shape", edge, edge)
                                .integers("pads", radius, radius, radius, radius)
                                .integer("count_include_pad", 1),
                        layer.name());
        return new GridValue(pooled, layer.channels(), layer.height(), layer.width());
    }

    /** The usual edge without an inner loop. */
    private static void averageOfThree(final float[] sums, final float share, final float[] target, final int row) {
        final int width = sums.length;
        for (int x = 1; x < width - 1; x++) {
            target[row + x] = (sums[x - 1] + sums[x] + sums[x + 1]) * share;
        }
        final float second = width > 1 ? sums[1] : 0f;
        target[row] = (sums[0] + second) * share;
        if (width > 1) {
            target[row + width - 1] = (sums[width - 2] + sums[width - 1]) * share;
        }
    }

    private static void averageOfMany(
            final float[] sums, final int radius, final float share, final float[] target, final int row) {
        for (int x = 0; x < sums.length; x++) {
            final int last = Math.min(sums.length - 1, x + radius);
            float sum = 0f;
            for (int i = Math.max(0, x - radius); i <= last; i++) {
                sum += sums[i];
            }
            target[row + x] = sum * share;
        }
    }

    private static void columnSums(
            final float[] source,
            final int plane,
            final int y,
            final int radius,
            final int height,
            final int width,
            final float[] sums) {
        final int middle = plane + y * width;
        System.arraycopy(source, middle, sums, 0, width);
        for (int step = 1; step <= radius; step++) {
            if (y >= step) {
                add(source, middle - step * width, sums);
            }
            if (y < height - step) {
                add(source, middle + step * width, sums);
            }
        }
    }

    private static void add(final float[] source, final int from, final float[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += source[from + x];
        }
    }
}
