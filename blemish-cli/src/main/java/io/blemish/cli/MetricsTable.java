package io.blemish.cli;

import io.blemish.evaluation.Evaluation;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.F1Max;
import io.blemish.metric.PerImageOverlap;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.SaturatedPro;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures of an evaluation, as a table on the terminal. */
final class MetricsTable {
    private final Evaluation evaluation;
    private final Path model;

    /**
     * A table.
     *
     * @param model the file of the model, for what to type next
     */
    MetricsTable(final Evaluation evaluation, final Path model) {
        this.evaluation = evaluation;
        this.model = model;
    }

    void print(final PrintWriter out) {
        final var image = evaluation.image();
        final var decisions = evaluation.decisions();
        out.println(JudgementLine.of(evaluation.judgement(), model));
        out.printf(
                Locale.ROOT,
                "%s on %s: %,d good and %,d defective pictures%n",
                evaluation.model(),
                evaluation.dataset(),
                image.good(),
                image.anomalous());
        row(
                out,
                "image AUROC",
                image.auroc(),
                evaluation.imageAurocInterval().map(MetricsTable::interval).orElse(""));
        row(out, "image AP", image.averagePrecision(), "");
        row(out, "image F1-max", value(image.f1Max()), "");
        evaluation.pixel().ifPresent(pixel -> {
            row(out, "pixel AUROC", pixel.auroc(), "");
            row(out, "pixel AP", pixel.averagePrecision(), "");
            row(out, "pixel F1-max", value(pixel.f1Max()), "");
            row(out, "AUPRO(" + pixel.auproLimit() + ")", pixel.aupro(), "");
        });
        evaluation.saturatedPro().ifPresent(pro -> {
            row(out, "AUsPRO(" + SaturatedPro.PAPER_LIMIT + ")", pro.auspro(), "");
            row(out, "AUsPRO(" + PixelMetrics.USUAL_LIMIT + ")", pro.ausproWide(), "");
        });
        evaluation
                .perImageOverlap()
                .ifPresent(overlap -> row(out, "AUPIMO", OptionalDouble.of(overlap.mean()), pointsNote(overlap)));
        evaluation.regionIou().ifPresent(iou -> {
            row(out, "region IoU", OptionalDouble.of(iou.atThreshold()), "   (at the threshold)");
            row(
                    out,
                    "region IoU max",
                    OptionalDouble.of(iou.best().iou()),
                    String.format(Locale.ROOT, "   (at %.4f)", iou.best().threshold()));
        });
        out.printf(
                Locale.ROOT,
                "At the threshold %.4f: %,d of %,d defects found, %,d false alarms among %,d good pictures.%n",
                evaluation.calibration().threshold(),
                decisions.truePositives(),
                decisions.truePositives() + decisions.falseNegatives(),
                decisions.falsePositives(),
                decisions.falsePositives() + decisions.trueNegatives());
        evaluation
                .calibration()
                .reviewThreshold()
                .ifPresent(review -> out.printf(
                        Locale.ROOT,
                        "To review, between %.4f and the threshold: %,d defects and %,d good pictures.%n",
                        review,
                        evaluation.toReview(true),
                        evaluation.toReview(false)));
        out.printf(
                Locale.ROOT,
                "%,d pictures in %.1f s (%.1f a second on %d threads)%n",
                evaluation.timings().pictures(),
                evaluation.timings().seconds(),
                evaluation.timings().picturesPerSecond(),
                evaluation.timings().threads());
        out.flush();
    }

    private static void row(final PrintWriter out, final String name, final OptionalDouble value, final String note) {
        out.printf(
                Locale.ROOT,
                "  %-14s %s%s%n",
                name,
                value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "not defined",
                note);
    }

    private static OptionalDouble value(final java.util.Optional<F1Max> f1) {
        return f1.isPresent() ? OptionalDouble.of(f1.get().value()) : OptionalDouble.empty();
    }

    private static String pointsNote(final PerImageOverlap overlap) {
        return overlap.points() < PerImageOverlap.POINTS_FOR_ACCURACY
                ? "   (coarse: only " + overlap.points() + " thresholds in its range)"
                : "";
    }

    private static String interval(final AurocInterval interval) {
        return String.format(Locale.ROOT, "   (95%%: %.4f to %.4f)", interval.low(), interval.high());
    }
}
