package io.blemish.report;

import io.blemish.evaluation.JudgedSample;
import io.blemish.metric.ImageMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One clip.
 *
 * @param name the data set's
 * @param frames in order of time
 * @param threshold a frame is judged anomalous where its score is above this
 */
record ClipCurve(String name, List<JudgedSample> frames, float threshold) {
    /** Room above the highest point and below the lowest, in heights of the curve: what moves shall be seen to move. */
    private static final double ROOM = 0.15;

    static ClipCurve of(final String name, final List<JudgedSample> frames, final float threshold) {
        return new ClipCurve(
                name,
                frames.stream()
                        .sorted(Comparator.comparingInt(ClipCurve::index))
                        .toList(),
                threshold);
    }

    private static int index(final JudgedSample judged) {
        return judged.sample().frame().orElseThrow().index();
    }

    /** The share of frames that were judged wrong. */
    double wrong() {
        return frames.stream()
                        .filter(judged ->
                                judged.anomalous() != judged.prediction().anomalous())
                        .count()
                / (double) frames.size();
    }

    Plot plot(final Theme theme) {
        final double[] x = frames.stream().mapToDouble(ClipCurve::index).toArray();
        final double[] y = frames.stream()
                .mapToDouble(judged -> judged.prediction().score())
                .toArray();
        double highest = threshold;
        double lowest = threshold;
        for (final double score : y) {
            highest = Math.max(highest, score);
            lowest = Math.min(lowest, score);
        }
        final double room = highest > lowest ? ROOM * (highest - lowest) : 1;
        final double top = highest + room;
        final double bottom = lowest - room;
        final double margin = halfStep();
        final double from = x[0] - margin;
        final double to = x[x.length - 1] + margin;
        final Plot plot = new Plot("Frame", "Score", Plot.LOW, theme)
                .xRange(from, to)
                .yRange(bottom, top)
                .ticks("0");
        if (frames.stream().anyMatch(JudgedSample::anomalous)) {
            shade(plot, bottom, top, theme);
        }
        return plot.line("score", x, y, theme.good())
                .dashes("threshold", new double[] {from, to}, new double[] {threshold, threshold}, theme.ink());
    }

    /** Up for every anomalous frame and down for every good one, each from half a step before it to half a step after. */
    private void shade(final Plot plot, final double bottom, final double top, final Theme theme) {
        final double margin = halfStep();
        final double[] x = new double[2 * frames.size()];
        final double[] y = new double[x.length];
        for (int i = 0; i < frames.size(); i++) {
            x[2 * i] = index(frames.get(i)) - margin;
            x[2 * i + 1] = index(frames.get(i)) + margin;
            y[2 * i] = frames.get(i).anomalous() ? top : bottom;
            y[2 * i + 1] = y[2 * i];
        }
        plot.area("anomalous", x, y, theme.defective());
    }

    private double halfStep() {
        int step = Integer.MAX_VALUE;
        for (int i = 1; i < frames.size(); i++) {
            step = Math.min(step, Math.max(1, index(frames.get(i)) - index(frames.get(i - 1))));
        }
        return step == Integer.MAX_VALUE ? 0.5 : step / 2.0;
    }

    String inWords() {
        final long anomalous = frames.stream().filter(JudgedSample::anomalous).count();
        final List<String> facts = new ArrayList<>();
        facts.add(Figures.count(frames.size(), "frame", "frames"));
        if (anomalous > 0) {
            facts.add(Figures.count(judged(true)) + " of " + Figures.count(anomalous) + " anomalous ones found");
        }
        if (anomalous < frames.size()) {
            facts.add(Figures.count(judged(false), "false alarm", "false alarms"));
        }
        final OptionalDouble auroc = auroc();
        if (auroc.isPresent()) {
            facts.add("AUROC within the clip " + Figures.metric(auroc));
        }
        return String.join(", ", facts) + ".";
    }

    private long judged(final boolean anomalous) {
        return frames.stream()
                .filter(judged ->
                        judged.anomalous() == anomalous && judged.prediction().anomalous())
                .count();
    }

    private OptionalDouble auroc() {
        final float[] scores = new float[frames.size()];
        final boolean[] anomalous = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = frames.get(i).prediction().score();
            anomalous[i] = frames.get(i).anomalous();
        }
        return ImageMetrics.of(scores, anomalous).auroc();
    }
}
