package io.blemish.embedding;

import io.blemish.backbone.FeatureMap;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.List;

/**
 * {@link Embedding.Adaptive}. The paper's code unfolds the patches, upsamples them and then pools over their values; both
 * steps are linear and act on different axes, so pooling comes first here and the upsampling has p² times fewer values
 * to do.
 */
final class AdaptiveEmbedder implements PatchEmbedder {
    private final Embedding.Adaptive embedding;

    AdaptiveEmbedder(final Embedding.Adaptive embedding) {
        this.embedding = embedding;
    }

    @Override
    public Patches embed(final List<FeatureMap> layers) {
        final Grid grid = Grid.finest(layers);
        final int perLayer = embedding.pretrainDimension();
        final float[] joined = new float[Math.multiplyExact(grid.size(), perLayer * layers.size())];
        for (int l = 0; l < layers.size(); l++) {
            place(pooledPatches(layers.get(l)), layers.get(l), grid, joined, l * perLayer, perLayer * layers.size());
        }
        final int target = embedding.targetDimension();
        final float[] values = new float[Math.multiplyExact(grid.size(), target)];
        final AdaptivePooling pooling = AdaptivePooling.of(perLayer * layers.size(), target);
        for (int p = 0; p < grid.size(); p++) {
            pooling.apply(joined, p * perLayer * layers.size(), values, p * target);
        }
        return new Patches(grid.height(), grid.width(), target, values);
    }

    @Override
    public GridValue embed(final GraphAssembly graph, final List<GridValue> layers) {
        final int perLayer = embedding.pretrainDimension();
        final List<GridValue> pooled = layers.stream()
                .map(layer -> unfold(graph, layer))
                .map(patches -> AdaptivePooling.of(patches.channels(), perLayer).apply(graph, patches))
                .toList();
        final GridValue joined = Grid.finestOf(layers).joined(graph, pooled);
        return AdaptivePooling.of(joined.channels(), embedding.targetDimension())
                .apply(graph, joined);
    }

    /** Each position's neighbourhood in the order channel, row, column: a convolution of each channel with p² pixels. */
    private GridValue unfold(final GraphAssembly graph, final GridValue layer) {
        final int edge = embedding.patchSize();
        if (edge == 1) {
            return layer;
        }
        final int each = edge * edge;
        final int radius = edge / 2;
        final int channels = layer.channels() * each;
        final float[] kernels = new float[channels * each];
        for (int channel = 0; channel < channels; channel++) {
            kernels[channel * each + channel % each] = 1;
        }
        final String unfolded = graph.node(
                "Conv",
                node -> node.integers("kernel_shape", edge, edge)
                        .integers("pads", radius, radius, radius, radius)
                        .integer("group", layer.channels()),
                layer.name(),
                graph.floats(List.of((long) channels, 1L, (long) edge, (long) edge), kernels));
        return new GridValue(unfolded, channels, layer.height(), layer.width());
    }

    /** The layer's patches, each pooled to the pretrain dimension: {@code [pretrainDimension, height, width]}. */
    private float[] pooledPatches(final FeatureMap layer) {
        final int size = layer.height() * layer.width();
        final int perLayer = embedding.pretrainDimension();
        final float[] pooled = new float[perLayer * size];
        final float[] patch = new float[layer.channels() * embedding.patchSize() * embedding.patchSize()];
        final float[] values = new float[perLayer];
        final AdaptivePooling pooling = AdaptivePooling.of(patch.length, perLayer);
        for (int y = 0; y < layer.height(); y++) {
            for (int x = 0; x < layer.width(); x++) {
                unfold(layer, y, x, patch);
                pooling.apply(patch, 0, values, 0);
                for (int d = 0; d < perLayer; d++) {
                    pooled[d * size + y * layer.width() + x] = values[d];
                }
            }
        }
        return pooled;
    }

    /** The p×p neighbourhood of one position, zero outside the map, in the order channel, row, column. */
    private void unfold(final FeatureMap layer, final int y, final int x, final float[] patch) {
        final int radius = embedding.patchSize() / 2;
        int i = 0;
        for (int c = 0; c < layer.channels(); c++) {
            final int plane = c * layer.height() * layer.width();
            for (int ny = y - radius; ny <= y + radius; ny++) {
                for (int nx = x - radius; nx <= x + radius; nx++) {
                    final boolean inside = ny >= 0 && ny < layer.height() && nx >= 0 && nx < layer.width();
                    patch[i++] = inside ? layer.values()[plane + ny * layer.width() + nx] : 0f;
                }
            }
        }
    }

    private void place(
            final float[] pooled,
            final FeatureMap layer,
            final Grid grid,
            final float[] joined,
            final int first,
            final int stride) {
        final Upsampling rows = Upsampling.of(layer.height(), grid.height());
        final Upsampling columns = Upsampling.of(layer.width(), grid.width());
        final float[] plane = new float[grid.size()];
        final int size = layer.height() * layer.width();
        for (int d = 0; d < embedding.pretrainDimension(); d++) {
            Upsampling.plane(rows, columns, pooled, d * size, layer.width(), plane);
            for (int p = 0; p < plane.length; p++) {
                joined[p * stride + first + d] = plane[p];
            }
        }
    }
}
