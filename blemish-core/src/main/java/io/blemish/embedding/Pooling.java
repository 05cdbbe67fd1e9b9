package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;

/** 3×3 average pooling, stride 1, zero padding 1, divisor 9 at the borders too: torch's {@code AvgPool2d(3, 1, 1)}. */
final class Pooling {
    private static final float NINTH = 1f / (Embedding.PATCH_SIZE * Embedding.PATCH_SIZE);

    private Pooling() {}

    /** Pools one channel of a layer into {@code target}, {@code [height, width]}. */
    static void average(final FeatureMap layer, final int channel, final float[] target) {
        final int height = layer.height();
        final int width = layer.width();
        final float[] source = layer.values();
        final int plane = channel * height * width;
        final float[] sums = new float[width];
        for (int y = 0; y < height; y++) {
            columnSums(source, plane, y, height, width, sums);
            final int row = y * width;
            for (int x = 1; x < width - 1; x++) {
                target[row + x] = (sums[x - 1] + sums[x] + sums[x + 1]) * NINTH;
            }
            final float second = width > 1 ? sums[1] : 0f;
            target[row] = (sums[0] + second) * NINTH;
            if (width > 1) {
                target[row + width - 1] = (sums[width - 2] + sums[width - 1]) * NINTH;
            }
        }
    }

    private static void columnSums(
            final float[] source, final int plane, final int y, final int height, final int width, final float[] sums) {
        final int middle = plane + y * width;
        System.arraycopy(source, middle, sums, 0, width);
        if (y > 0) {
            add(source, middle - width, sums);
        }
        if (y < height - 1) {
            add(source, middle + width, sums);
        }
    }

    private static void add(final float[] source, final int from, final float[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += source[from + x];
        }
    }
}
