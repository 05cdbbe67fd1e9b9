package io.blemish.report;

import io.blemish.evaluation.JudgedSample;
import io.blemish.evaluation.LabelledScores;
import io.blemish.report.Chart.Ink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The scores of one clip over time.
 *
 * @param name the name in the data set
 * @param frames in order of time
 * @param threshold a frame is judged anomalous if its score is above it
 */
record ClipCurve(String name, List<JudgedSample> frames, float threshold) {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 200;
    /** The room above the highest score and below the lowest, as a share of their difference. */
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

    /** The share of frames that are judged wrong. */
    double wrong() {
        return frames.stream()
                        .filter(judged ->
                                judged.anomalous() != judged.prediction().anomalous())
                        .count()
                / (double) frames.size();
    }

    Html toHtml() {
        return ChartFigure.of("Clip " + name, chart(), inWords());
    }

    private Chart chart() {
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
        final double from = x[0] - halfStep();
        final double to = x[x.length - 1] + halfStep();
        final Chart chart = new Chart(
                WIDTH, HEIGHT, Axis.linear("Frame", from, to), Axis.linear("Score", lowest - room, highest + room));
        if (frames.stream().anyMatch(JudgedSample::anomalous)) {
            chart.bands("anomalous", Ink.DEFECTIVE, anomalousRanges());
        }
        return chart.line("score", Ink.GOOD, x, y)
                .dashes("threshold", Ink.NEUTRAL, new double[] {from, to}, new double[] {threshold, threshold});
    }

    /** The ranges of successive anomalous frames, from half a step before the first to half a step after the last. */
    private List<double[]> anomalousRanges() {
        final double margin = halfStep();
        final List<double[]> ranges = new ArrayList<>();
        boolean inside = false;
        for (final JudgedSample frame : frames) {
            if (frame.anomalous()) {
                if (!inside) {
                    ranges.add(new double[] {index(frame) - margin, 0});
                }
                ranges.get(ranges.size() - 1)[1] = index(frame) + margin;
            }
            inside = frame.anomalous();
        }
        return ranges;
    }

    private double halfStep() {
        int step = Integer.MAX_VALUE;
        for (int i = 1; i < frames.size(); i++) {
            step = Math.min(step, Math.max(1, index(frames.get(i)) - index(frames.get(i - 1))));
        }
        return step == Integer.MAX_VALUE ? 0.5 : step / 2.0;
    }

    private String inWords() {
        final long anomalous = frames.stream().filter(JudgedSample::anomalous).count();
        final List<String> facts = new ArrayList<>();
        facts.add(Figures.count(frames.size(), "frame", "frames"));
        if (anomalous > 0) {
            facts.add(Figures.count(alarms(true)) + " of " + Figures.count(anomalous) + " anomalous ones found");
        }
        if (anomalous < frames.size()) {
            facts.add(Figures.count(alarms(false), "false alarm", "false alarms"));
        }
        final OptionalDouble auroc = auroc();
        if (auroc.isPresent()) {
            facts.add("AUROC within the clip " + Figures.metric(auroc));
        }
        return String.join(", ", facts) + ".";
    }

    private long alarms(final boolean anomalous) {
        return frames.stream()
                .filter(judged ->
                        judged.anomalous() == anomalous && judged.prediction().anomalous())
                .count();
    }

    private OptionalDouble auroc() {
        return LabelledScores.of(frames).metrics().auroc();
    }
}
