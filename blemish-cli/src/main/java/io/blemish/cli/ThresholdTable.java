package io.blemish.cli;

import io.blemish.evaluation.JudgedSample;
import io.blemish.evaluation.LabelledScores;
import io.blemish.metric.ConfusionCounts;
import io.blemish.prediction.Calibration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The thresholds that a model's good pictures support, and what each finds in a data set. */
final class ThresholdTable {
    private final Calibration calibration;
    private final boolean seen;
    private final LabelledScores scores;

    ThresholdTable(final Calibration calibration) {
        this(calibration, List.of());
    }

    /**
     * A table with what is found.
     *
     * @param samples judged pictures with labels
     */
    ThresholdTable(final Calibration calibration, final List<JudgedSample> samples) {
        this.calibration = calibration;
        this.seen = !samples.isEmpty();
        this.scores = LabelledScores.of(samples);
    }

    void print(final PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d good pictures set the thresholds. False alarms are a share of good pictures.%n",
                calibration.heldOut());
        out.printf(
                Locale.ROOT,
                "%-14s  %10s  %8s  %6s%s%n",
                "false alarms",
                "threshold",
                "expected",
                Percent.of(calibration.boundConfidence()),
                seen ? "  defects found    false alarms seen" : "");
        for (final Calibration one : calibration.choices()) {
            row(out, "up to " + Percent.of(one.maxFalseAlarms()), one);
        }
        row(out, "as it is", calibration);
        out.flush();
    }

    private void row(final PrintWriter out, final String name, final Calibration one) {
        out.printf(
                Locale.ROOT,
                "%-14s  %10.4f  %8s  %6s%s%s%n",
                name,
                one.threshold(),
                PromiseSentence.upwards(one.expectedFalseAlarms()),
                PromiseSentence.upwards(one.falseAlarmBound()),
                seen ? seen(one.threshold()) : "",
                one.supported() ? "" : "  needs " + one.limit().picturesNeeded() + " good pictures");
    }

    private String seen(final float threshold) {
        final ConfusionCounts counts = scores.above(threshold);
        return String.format(
                Locale.ROOT,
                "  %-15s  %-17s",
                share(counts.truePositives(), counts.falseNegatives()),
                share(counts.falsePositives(), counts.trueNegatives()));
    }

    private static String share(final long above, final long below) {
        return above + " of " + (above + below);
    }
}
