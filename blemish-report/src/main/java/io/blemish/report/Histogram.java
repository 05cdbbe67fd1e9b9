package io.blemish.report;

import io.blemish.evaluation.JudgedSample;
import java.util.List;

/**
 * How the scores of one kind of picture are spread, in shares of that kind, so that few defective pictures show beside
 * many good ones. The threshold is an edge between two bins: what lies to its right is above it.
 */
final class Histogram {
    private static final int BINS = 32;

    private final double threshold;
    private final double width;
    private final int first;
    private final int last;

    /** With bins that hold all scores and the threshold. */
    Histogram(final List<JudgedSample> samples, final double threshold) {
        double low = threshold;
        double high = threshold;
        for (final JudgedSample judged : samples) {
            low = Math.min(low, judged.prediction().score());
            high = Math.max(high, judged.prediction().score());
        }
        this.threshold = threshold;
        this.width = high > low ? (high - low) / BINS : Math.max(1e-3, Math.abs(threshold) / BINS);
        this.first = bin(low) - 1; // an empty bin on both sides, for the steps at the ends
        this.last = bin(high) + 1;
    }

    /** Bin 0 is the first above the threshold; each holds its upper edge. */
    private int bin(final double score) {
        return (int) Math.ceil((score - threshold) / width) - 1;
    }

    double from() {
        return edge(first) - width / 2;
    }

    double to() {
        return edge(last + 1);
    }

    private double edge(final int bin) {
        return threshold + bin * width;
    }

    /**
     * Left and right edge of every bin, after a start half a bin before the first: XChart would label equally spaced
     * values themselves, and the edges are no round numbers.
     */
    double[] x() {
        final double[] x = new double[2 * (last - first + 1) + 1];
        x[0] = from();
        for (int i = 1; i < x.length; i++) {
            x[i] = edge(first + i / 2);
        }
        return x;
    }

    /** The share in percent of each bin, twice: for its left and for its right edge. */
    double[] y(final List<JudgedSample> samples) {
        final double[] y = new double[2 * (last - first + 1) + 1];
        for (final JudgedSample judged : samples) {
            final int left = 2 * (bin(judged.prediction().score()) - first) + 1;
            y[left] += 100.0 / samples.size();
            y[left + 1] += 100.0 / samples.size();
        }
        return y;
    }
}
