package io.blemish.detector;

import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.util.Arrays;

/**
 * The score of a picture by the mean of its worst patches. One patch that is far from the normal may be noise; a defect is seldom
 * one patch alone.
 *
 * @param share of the patches, above 0 and at most 1; at least one patch counts
 */
public record WorstShare(double share) {
    /** Eight of 28×28 patches: the share at which image AUROC was highest on the sets that were tried. */
    public static final double USUAL = 0.01;

    /**
     * Checks the range.
     *
     * @param share the share of the patches, above 0 and at most 1; at least one patch counts
     */
    public WorstShare {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share must be above 0 and at most 1, not " + share);
        }
    }

    /**
     * {@return the mean of the largest distances}
     *
     * @param distances of all patches of a picture; not changed
     */
    public float mean(final float[] distances) {
        final float[] sorted = distances.clone();
        Arrays.sort(sorted);
        final int count = count(sorted.length);
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return (float) (sum / count);
    }

    /**
     * {@return the mean of the largest distances of each picture of a graph, {@code [n]}}
     *
     * @param graph to which nodes are added
     * @param distances of the patches of the pictures, {@code [n, 1, height, width]}
     */
    public String mean(final GraphAssembly graph, final GridValue distances) {
        final int positions = distances.positions();
        final String largest = graph.nodes(
                        "TopK",
                        2,
                        node -> node.integer("axis", 1),
                        graph.reshape(distances.name(), -1, positions),
                        graph.longs(count(positions)))
                .get(0);
        return graph.reduce("ReduceMean", largest, false, 1);
    }

    private int count(final int patches) {
        return Math.max(1, (int) Math.round(patches * share));
    }
}
