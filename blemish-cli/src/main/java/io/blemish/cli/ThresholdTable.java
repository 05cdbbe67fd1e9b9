package io.blemish.cli;

import io.blemish.evaluation.JudgedSample;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The thresholds that a model's good pictures support, and what each finds in a data set. */
final class ThresholdTable {
    private static final double[] SHARES = {0.001, 0.005, 0.01, 0.02, 0.05};

    private final Calibration calibration;
    private final List<JudgedSample> samples;

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
        this.samples = samples;
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
                Percent.of(confidence(calibration)),
                samples.isEmpty() ? "" : "  defects found    false alarms seen");
        for (final double share : SHARES) {
            row(out, "up to " + Percent.of(share), calibration.at(new FalseAlarmLimit(share, Optional.empty())));
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
                samples.isEmpty() ? "" : seen(one.threshold()),
                one.supported() ? "" : "  needs " + one.limit().picturesNeeded() + " good pictures");
    }

    private static double confidence(final Calibration calibration) {
        return calibration.confidence().orElse(Calibration.USUAL_CONFIDENCE);
    }

    private String seen(final float threshold) {
        return String.format(Locale.ROOT, "  %-15s  %-17s", share(threshold, true), share(threshold, false));
    }

    private String share(final float threshold, final boolean anomalous) {
        final long all = samples.stream()
                .filter(sample -> sample.anomalous() == anomalous)
                .count();
        final long above = samples.stream()
                .filter(sample ->
                        sample.anomalous() == anomalous && sample.prediction().score() > threshold)
                .count();
        return above + " of " + all;
    }
}
