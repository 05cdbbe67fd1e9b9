package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@link Embedding.Channel}, or the same without the pooling. */
final class ChannelEmbedder implements PatchEmbedder {
    /** Channels done together: their planes stay in the second-level cache, and each patch gets whole cache lines. */
    private static final int CHANNEL_BLOCK = 16;

    private final OptionalInt patchSize;
    private final Optional<Workers> workers;

    /**
     * Chooses.
     *
     * @param patchSize edge of the window by which each layer is average-pooled first; empty for no pooling
     * @param workers threads to use, not closed here; none for the calling thread alone
     */
    ChannelEmbedder(final OptionalInt patchSize, final Optional<Workers> workers) {
        this.patchSize = patchSize;
        this.workers = workers;
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

    @Override
    public GridValue embed(final GraphAssembly graph, final List<GridValue> layers) {
        return Grid.finestOf(layers)
                .joined(
                        graph,
                        layers.stream()
                                .map(layer -> patchSize.isPresent()
                                        ? Pooling.average(graph, layer, patchSize.getAsInt())
                                        : layer)
                                .toList());
    }

    private void embed(
            final FeatureMap layer, final Grid grid, final float[] values, final int dimension, final int first) {
        final Upsampling rows = Upsampling.of(layer.height(), grid.height());
        final Upsampling columns = Upsampling.of(layer.width(), grid.width());
        final boolean sameGrid = layer.height() == grid.height() && layer.width() == grid.width();
        final int size = layer.height() * layer.width();
        forBlocks(layer.channels(), (from, to) -> {
            final float[] pooled = new float[size];
            final float[][] planes = new float[CHANNEL_BLOCK][grid.size()];
            for (int c = 0; c < to - from; c++) {
                if (sameGrid) {
                    plane(layer, from + c, planes[c]);
                } else {
                    plane(layer, from + c, pooled);
                    Upsampling.plane(rows, columns, pooled, 0, layer.width(), planes[c]);
                }
            }
            scatter(planes, to - from, values, dimension, first + from);
        });
    }

    private void forBlocks(final int channels, final Workers.BlockConsumer body) {
        if (workers.isPresent()) {
            workers.get().forBlocks(channels, CHANNEL_BLOCK, body);
            return;
        }
        for (int from = 0; from < channels; from += CHANNEL_BLOCK) {
            body.accept(from, Math.min(channels, from + CHANNEL_BLOCK));
        }
    }

    private void plane(final FeatureMap layer, final int channel, final float[] target) {
        if (patchSize.isPresent()) {
            Pooling.average(layer, channel, patchSize.getAsInt(), target);
        } else {
            System.arraycopy(layer.values(), channel * target.length, target, 0, target.length);
        }
    }

    private static void scatter(
            final float[][] planes, final int count, final float[] values, final int dimension, final int first) {
        int c = 0;
        for (; c + 3 < count; c += 4) {
            scatter(planes[c], planes[c + 1], planes[c + 2], planes[c + 3], values, dimension, first + c);
        }
        for (; c < count; c++) {
            final float[] plane = planes[c];
            for (int p = 0; p < plane.length; p++) {
                values[p * dimension + first + c] = plane[p];
            }
        }
    }

    /** Four planes at a time: with one, each line of the patches' memory would be fetched four times as often. */
    private static void scatter(
            final float[] a,
            final float[] b,
            final float[] c,
            final float[] d,
            final float[] values,
            final int dimension,
            final int first) {
        int at = first;
        for (int p = 0; p < a.length; p++) {
            values[at] = a[p];
            values[at + 1] = b[p];
            values[at + 2] = c[p];
            values[at + 3] = d[p];
            at += dimension;
        }
    }
}
