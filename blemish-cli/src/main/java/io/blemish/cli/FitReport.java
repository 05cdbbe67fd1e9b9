package io.blemish.cli;

import io.blemish.evaluation.Judgement;
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
        final List<String> lines = new ArrayList<>(List.of(judgement(), model(), times(), threshold()));
        summary.recall()
                .ifPresent(recall -> lines.add(format(
                        "the search finds the nearest entry of %.1f%% of %,d held-out patches (recall@1)",
                        recall.at1() * 100, recall.queries())));
        if (summary.thumbnailBytes() > 0) {
            lines.add(format(
                    "%.1f MB of the file are small copies of the training pictures, which show what a region was compared"
                            + " with; --evidence positions leaves them out",
                    summary.thumbnailBytes() / 1e6));
        }
        PromiseSentence.review(calibration()).ifPresent(lines::add);
        if (!calibration().supported()) {
            lines.add(PromiseSentence.tooFew(calibration()));
        }
        if (!summary.oddPictures().isEmpty()) {
            lines.add(
                    new OddPictures(summary.oddPictures()).sentence() + ", and fit again --without what is defective.");
        }
        summary.reduction()
                .ifPresent(reduction -> lines.add(format(
                        "%s To do so, fit with --tile %d. Tiles go with views and patchcore, and not with --crop or --resize.",
                        reduction.sentence(), reduction.proposed().tile())));
        return lines;
    }

    private Calibration calibration() {
        return summary.calibration();
    }

    private String judgement() {
        return JudgementLine.of(Judgement.of(calibration()), file);
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
        return format("threshold %.4f: %s", calibration().threshold(), PromiseSentence.of(calibration()));
    }

    private static String format(final String pattern, final Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
