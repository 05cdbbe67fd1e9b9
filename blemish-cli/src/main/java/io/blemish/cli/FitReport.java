package io.blemish.cli;

import io.blemish.model.FitSummary;
import io.blemish.prediction.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code fit} has done.
 *
 * @param file the model
 * @param bytes the size of the file
 * @param summary what the library reports
 */
record FitReport(Path file, long bytes, FitSummary summary) {
    List<String> lines() {
        final List<String> lines = new ArrayList<>(List.of(model(), times(), threshold()));
        summary.recall()
                .ifPresent(recall -> lines.add(format(
                        "the search finds the nearest entry of %.1f%% of %,d held-out patches (recall@1)",
                        recall.at1() * 100, recall.queries())));
        if (calibration().supportedQuantile() < calibration().quantile()) {
            lines.add(tooFew());
        }
        return lines;
    }

    private Calibration calibration() {
        return summary.calibration();
    }

    private String model() {
        return format(
                "%s: %,d entries of %d values from %,d patches of %,d pictures, %.1f MB",
                file, summary.bankSize(), summary.dimension(), summary.patches(), summary.pictures(), bytes / 1e6);
    }

    private String times() {
        return format(
                "features %.1f s, detector %.1f s, threshold %.1f s",
                summary.embeddingSeconds(), summary.coresetSeconds(), summary.calibrationSeconds());
    }

    private String threshold() {
        return format(
                "threshold %.4f, set to pass %s of good pictures by %d held-out ones",
                calibration().threshold(),
                Percent.of(calibration().quantile()),
                calibration().heldOut());
    }

    private String tooFew() {
        return format(
                "So few support no more than %.1f%%: expect up to one false alarm in %d good pictures, or add good pictures"
                        + " until %d are held out.",
                calibration().supportedQuantile() * 100, calibration().heldOut() + 1, (int)
                        Math.ceil(calibration().quantile() / (1 - calibration().quantile()) - 1e-9));
    }

    private static String format(final String pattern, final Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
