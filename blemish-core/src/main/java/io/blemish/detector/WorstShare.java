package io.blemish.detector;

import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The score of a picture by the mean of its worst patches. One patch that is far from the normal may be noise; a defect is seldom
 * one patch alone.
 *
 * @param share of the patches, above 0 and at most 1; at least one patch counts
 */
public record WorstShare(double share) {
    /** Eight of 28×28 patches: the share at which image AUROC was highest on the sets that were tried. */
    public static final double USUAL = 0.01;

    /** The worst patch alone. */
    public static final WorstShare MAX = new WorstShare(Double.MIN_VALUE);

    /** What the methods use whose authors do not say otherwise. */
    public static final WorstShare DEFAULT = new WorstShare(USUAL);

    private static final String MAX_WORD = "max";

    private static final Pattern TOP = Pattern.compile("top-([0-9.]{1,9})%");

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
     * {@return the score that a word names: {@code max} for the worst patch, {@code top-N%} for the mean of the worst N percent}
     *
     * @param word as on the command line
     * @throws IllegalArgumentException if it is neither
     */
    public static WorstShare of(final String word) {
        if (word.equals(MAX_WORD)) {
            return MAX;
        }
        final Matcher top = TOP.matcher(word);
        try {
            if (top.matches()) {
                return new WorstShare(
                        new BigDecimal(top.group(1)).movePointLeft(2).doubleValue());
            }
        } catch (final IllegalArgumentException e) {
            throw unknown(word, e);
        }
        throw unknown(word, null);
    }

    private static IllegalArgumentException unknown(final String word, final @Nullable Exception cause) {
        return new IllegalArgumentException(
                "the image score must be max, or top-N% with N above 0 and at most 100, such as top-1%, not " + word,
                cause);
    }

    /** {@return the word that names it, as {@link #of} takes it} */
    public String word() {
        return equals(MAX) ? MAX_WORD : "top-" + percent();
    }

    /** {@return a phrase that says it to a person} */
    public String words() {
        return equals(MAX) ? "the worst patch" : "mean of the worst " + percent() + " of the patches";
    }

    private String percent() {
        // In doubles, a hundred times 0.07 is not 7.
        return new BigDecimal(Double.toString(share))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
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
