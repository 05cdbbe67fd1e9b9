package io.blemish.embedding;

import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adaptive average pooling of a vector as torch's {@code adaptive_avg_pool1d} does it: target {@code i} is the mean of
 * the source from {@code floor(i * n / m)} to {@code ceil((i + 1) * n / m)}.
 */
final class AdaptivePooling {
    private final int[] starts;
    private final int[] ends;

    private AdaptivePooling(final int[] starts, final int[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static AdaptivePooling of(final int source, final int target) {
        final int[] starts = new int[target];
        final int[] ends = new int[target];
        for (int i = 0; i < target; i++) {
            starts[i] = (int) ((long) i * source / target);
            ends[i] = (int) (((i + 1L) * source + target - 1) / target);
        }
        return new AdaptivePooling(starts, ends);
    }

    /** Adds the nodes that pool channels: a mean of gathered ones, of which narrower windows count some as nothing. */
    GridValue apply(final GraphAssembly graph, final GridValue grid) {
        final int widest = IntStream.range(0, starts.length)
                .map(i -> ends[i] - starts[i])
                .max()
                .orElseThrow();
        final int[] gathered = new int[starts.length * widest];
        final float[] shares = new float[gathered.length];
        for (int i = 0; i < gathered.length; i++) {
            final int window = i / widest;
            final int position = starts[window] + i % widest;
            final boolean inside = position < ends[window];
            gathered[i] = inside ? position : starts[window];
            shares[i] = inside ? 1f / (ends[window] - starts[window]) : 0;
        }
        final String values = graph.reshape(
                graph.node("Gather", node -> node.integer("axis", 1), grid.name(), graph.indices(gathered)),
                -1,
                starts.length,
                widest,
                grid.positions());
        final String weighted =
                graph.node("Mul", values, graph.floats(List.of((long) starts.length, (long) widest, 1L), shares));
        final String sums = graph.reduce("ReduceSum", weighted, false, 2);
        return new GridValue(
                graph.reshape(sums, -1, starts.length, grid.height(), grid.width()),
                starts.length,
                grid.height(),
                grid.width());
    }

    void apply(final float[] source, final int sourceOffset, final float[] target, final int targetOffset) {
        for (int i = 0; i < starts.length; i++) {
            float sum = 0f;
            for (int j = starts[i]; j < ends[i]; j++) {
                sum += source[sourceOffset + j];
            }
            target[targetOffset + i] = sum / (ends[i] - starts[i]);
        }
    }
}
