package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.DocumentException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.alignment.Alignment;
import io.blemish.alignment.AlignmentDescription;
import io.blemish.alignment.Template;
import io.blemish.array.ByteMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.detector.Detector;
import io.blemish.drift.LearnedAppearance;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model file opened for reading, whole as far as opening can tell.
 *
 * @param entries its arrays and documents
 * @param description all that made the model
 * @param alignment that brings pictures to a pose; empty if they are judged as they are
 * @param calibration the thresholds
 * @param appearance how the training pictures look; empty in a model of an earlier version
 * @param check the score of a made-up picture; empty in a model of an earlier version, or of features that were known
 * @param thumbnails of the training pictures
 * @param changes since the fit, the oldest first
 */
record ModelFile(
        ArtifactFile entries,
        ModelDescription description,
        Optional<Alignment> alignment,
        Calibration calibration,
        Optional<LearnedAppearance> appearance,
        Optional<ModelCheck> check,
        Thumbnails thumbnails,
        List<ModelChange> changes)
        implements AutoCloseable {
    static final String DESCRIPTION = "model.json";
    static final String CALIBRATION = "calibration.json";
    static final String APPEARANCE = "appearance.json";
    static final String CHECK = "check.json";
    static final String CHANGES = "changes.json";
    static final String BACKBONE = "backbone.onnx";
    static final String TEMPLATE = "template.npy";

    /**
     * Opens a model file and checks that it is whole.
     *
     * @param path of the file
     * @throws BlemishException if it is not there, damaged or newer than this software
     */
    static ModelFile open(final Path path) {
        final ArtifactFile entries = ArtifactFile.open(path);
        try {
            final ModelDescription description = describe(path, entries.verified(DESCRIPTION));
            entries.check(description.entries());
            return new ModelFile(
                    entries,
                    description,
                    alignment(entries, description),
                    entries.json(CALIBRATION, Calibration.class),
                    entries.has(APPEARANCE)
                            ? Optional.of(entries.json(APPEARANCE, LearnedAppearance.class))
                            : Optional.empty(),
                    entries.has(CHECK) ? Optional.of(entries.json(CHECK, ModelCheck.class)) : Optional.empty(),
                    Thumbnails.open(entries, description.training()),
                    entries.has(CHANGES) ? List.of(entries.json(CHANGES, ModelChange[].class)) : List.of());
        } catch (final DocumentException e) {
            entries.close();
            throw entries.contradictory(e);
        } catch (final RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    private static Optional<Alignment> alignment(final ArtifactFile entries, final ModelDescription description) {
        if (description.alignment().isEmpty()) {
            return Optional.empty();
        }
        final AlignmentDescription described = description.alignment().get();
        try {
            if (!entries.has(TEMPLATE)) {
                throw new IllegalArgumentException("it says that pictures are aligned and has no template");
            }
            return Optional.of(
                    new Alignment(Template.kept(pixels(entries.byteMatrix(TEMPLATE)), described.size()), described));
        } catch (final IllegalArgumentException e) {
            throw entries.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] pixels(final ByteMatrix grey) {
        if (grey.rows() != Template.SIDE || grey.columns() != Template.SIDE) {
            throw new IllegalArgumentException("its template has " + grey.rows() + "x" + grey.columns() + " pixels");
        }
        final byte[] pixels = new byte[Template.SIDE * Template.SIDE];
        grey.copyRows(0, Template.SIDE, pixels);
        return pixels;
    }

    /** Writes the template of a model that brings pictures to a pose. */
    static void writeTemplate(final ArtifactWriter writer, final Optional<Alignment> alignment) throws IOException {
        if (alignment.isPresent()) {
            writer.bytes(TEMPLATE, ByteMatrix.wrap(alignment.get().template().grey(), Template.SIDE, Template.SIDE));
        }
    }

    /** Writes what a model knows of its pictures. */
    static void writeKnown(
            final ArtifactWriter writer,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance,
            final Optional<ModelCheck> check,
            final Thumbnails thumbnails)
            throws IOException {
        writer.json(CALIBRATION, calibration);
        if (appearance.isPresent()) {
            writer.json(APPEARANCE, appearance.get());
        }
        if (check.isPresent()) {
            writer.json(CHECK, check.get());
        }
        thumbnails.write(writer);
    }

    private static ModelDescription describe(final Path path, final byte[] json) {
        final int version =
                Json.read(json, Version.class, DESCRIPTION + " in " + path).formatVersion();
        if (version > ModelDescription.FORMAT_VERSION) {
            throw new ModelException(
                    ErrorCode.MODEL_TOO_NEW,
                    "Model " + path + " has format version " + version
                            + " and this software reads up to " + ModelDescription.FORMAT_VERSION
                            + ". Update Blemish, or fit the model again.");
        }
        return Json.read(json, ModelDescription.class, DESCRIPTION + " in " + path);
    }

    /**
     * Opens the detector. Arrays that do not belong together are found when they are put together; none of them is used then.
     *
     * @param workers share the work on a picture; not closed by the detector
     * @throws BlemishException if the arrays do not belong together
     */
    Detector detector(final Workers workers) {
        try {
            return description.detector().open(entries, workers);
        } catch (final IllegalArgumentException e) {
            throw entries.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Hashes every entry.
     *
     * @throws BlemishException if one is not what was written
     */
    void requireIntact() {
        description.entries().forEach((name, entry) -> {
            if (!entries.matches(name, entry)) {
                throw new ModelException(
                        ErrorCode.MODEL_DAMAGED,
                        "Model " + entries.path() + " is damaged: " + name
                                + " is not what was written. Copy it again from where it was made, or fit it again.");
            }
        });
    }

    @Override
    public void close() {
        entries.close();
    }

    private record Version(int formatVersion) {}
}
