package io.blemish.report;

import io.blemish.evaluation.JudgedSample;
import java.util.List;

/**
 * Histograms of the scores of each kind of picture, in shares of that kind, so that a small number of defective pictures is
 * visible beside many good ones. The threshold is an edge between two bins, so the bins on its right are above it.
 */
final class Histogram {
    private static final int BINS = 32;

    private final double threshold;
    private final double width;
    private final int first;
    private final int last;

    /** Makes bins that contain all scores and the threshold. */
    Histogram(final List<JudgedSample> samples, final double threshold) {
        double low = threshold;
        double high = threshold;
        for (final JudgedSample judged : samples) {
            low = Math.min(low, judged.prediction().score());
            high = Math.max(high, judged.prediction().score());
        }
        this.threshold = threshold;
        this.width = high > low ? (high - low) / BINS : Math.max(1e-3, Math.abs(threshold) / BINS);
        this.first = bin(low) - 1; // There is an empty bin at both ends, so that the outline starts and ends at 0.
        this.last = bin(high) + 1;
    }

    /** Bin 0 is the first above the threshold; each bin contains its upper edge. */
    private int bin(final double score) {
        return (int) Math.ceil((score - threshold) / width) - 1;
    }

    double from() {
        return edge(first);
    }

    double to() {
        return edge(last + 1);
    }

    private double edge(final int bin) {
        return threshold + bin * width;
    }

    /** The left and the right edge of every bin. */
    double[] x() {
        final double[] x = new double[2 * (last - first + 1)];
        for (int i = 0; i < x.length; i++) {
            x[i] = edge(first + (i + 1) / 2);
        }
        return x;
    }

    /** The share in percent of each bin, twice: for its left and for its right edge. */
    double[] y(final List<JudgedSample> samples) {
        final double[] y = new double[2 * (last - first + 1)];
        for (final JudgedSample judged : samples) {
            final int left = 2 * (bin(judged.prediction().score()) - first);
            y[left] += 100.0 / samples.size();
            y[left + 1] += 100.0 / samples.size();
        }
        return y;
    }
}
