package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Sha256;
import io.blemish.prediction.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Moves the threshold of a model without a fit. */
public final class ThresholdChange {
    private ThresholdChange() {}

    /**
     * Writes a model with other thresholds. All else is copied as it is, and the change is recorded in the file.
     *
     * @param model the model file
     * @param target the file to write, which may be the same; replaced in one step
     * @param change makes the new thresholds of the old ones
     * @param who makes the change
     * @param why, if there is a reason to record
     * @param time of the change
     * @return the new thresholds
     * @throws BlemishException if the model is damaged or the disk does not take the new one; nothing is changed then
     */
    public static Calibration write(
            final Path model,
            final Path target,
            final UnaryOperator<Calibration> change,
            final String who,
            final Optional<String> why,
            final Instant time) {
        final ChangedFile changed = ChangedFile.of(model);
        try (ModelFile old = ModelFile.open(model)) {
            old.requireIntact();
            final Calibration before = old.calibration();
            final Calibration after = change.apply(before);
            final List<ModelChange> changes = new ArrayList<>(old.changes());
            changes.add(new ModelChange(time, who, words(before, after), why, changed.sha256()));
            AtomicFile.write(target, path -> {
                write(path, old, after, changes);
                changed.requireUnchanged(target);
            });
            return after;
        }
    }

    static String hash(final Path model) {
        try {
            return Sha256.of(model);
        } catch (final IOException e) {
            throw new ModelException(
                    ErrorCode.MODEL_DAMAGED, "Model " + model + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static String words(final Calibration before, final Calibration after) {
        return String.format(
                        Locale.ROOT,
                        "threshold from %.4f to %.4f, for at most %.4g of good pictures",
                        before.threshold(),
                        after.threshold(),
                        after.expectedFalseAlarms())
                + review(before, after);
    }

    private static String review(final Calibration before, final Calibration after) {
        if (after.review().isEmpty()) {
            return before.review().isEmpty() ? "" : "; no review any more";
        }
        return String.format(
                Locale.ROOT,
                "; review above %.4f, for at most %.4g of good pictures",
                after.review().get().threshold(),
                after.expectedReviews().orElseThrow());
    }

    private static void write(
            final Path path, final ModelFile old, final Calibration calibration, final List<ModelChange> changes)
            throws IOException {
        try (ArtifactWriter writer = new ArtifactWriter(path)) {
            old.writeCalibration(writer, calibration);
            writer.json(ModelFile.CHANGES, changes);
            for (final String name : old.description().entries().keySet()) {
                if (!name.equals(ModelFile.CALIBRATION) && !name.equals(ModelFile.CHANGES)) {
                    writer.copy(name, old.entries());
                }
            }
            old.finish(writer, old.description().withEntries(writer.entries()));
        }
    }
}
