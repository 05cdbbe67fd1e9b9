package io.blemish.cli;

import io.blemish.model.UpdateSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code update} has done.
 *
 * @param file the model
 * @param summary what the library reports
 */
record UpdateReport(Path file, UpdateSummary summary) {
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s; %,d pictures now, %,d entries where there were %,d",
                file,
                changed(),
                summary.pictures(),
                summary.entries(),
                summary.entriesBefore()));
        lines.add(String.format(
                Locale.ROOT,
                "threshold %.4f, before %.4f: %s",
                summary.calibration().threshold(),
                summary.before().threshold(),
                PromiseSentence.of(summary.calibration())));
        PromiseSentence.review(summary.calibration()).ifPresent(lines::add);
        if (!summary.calibration().supported()) {
            lines.add(PromiseSentence.tooFew(summary.calibration()));
        }
        if (!summary.oddPictures().isEmpty()) {
            lines.add(new OddPictures(summary.oddPictures()).sentence()
                    + ", and take out with --forget what is defective.");
        }
        return lines;
    }

    private String changed() {
        final List<String> parts = new ArrayList<>();
        if (summary.added() > 0) {
            parts.add(counted(summary.added()) + " added");
        }
        if (summary.forgotten() > 0) {
            parts.add(counted(summary.forgotten()) + " taken out");
        }
        return String.join(", ", parts);
    }

    private static String counted(final int pictures) {
        return pictures == 1 ? "1 picture" : String.format(Locale.ROOT, "%,d pictures", pictures);
    }
}
