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
import io.blemish.model.ManyPictures.StoredAppearance;
import io.blemish.model.ManyPictures.StoredCalibration;
import io.blemish.model.ManyPictures.StoredDescription;
import io.blemish.model.ModelDescription.TrainingDescription;
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
            final byte[] json = entries.verified(DESCRIPTION);
            final Optional<Integer> pictureCount = head(path, json).pictureCount();
            return pictureCount.isPresent()
                    ? openMany(entries, Json.read(json, StoredDescription.class, DESCRIPTION + " in " + path))
                    : open(entries, Json.read(json, ModelDescription.class, DESCRIPTION + " in " + path));
        } catch (final DocumentException e) {
            entries.close();
            throw entries.contradictory(e);
        } catch (final RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    private static ModelFile open(final ArtifactFile entries, final ModelDescription description) {
        entries.check(description.entries());
        return whole(
                entries,
                description,
                entries.json(CALIBRATION, Calibration.class),
                entries.has(APPEARANCE)
                        ? Optional.of(entries.json(APPEARANCE, LearnedAppearance.class))
                        : Optional.empty());
    }

    private static ModelFile openMany(final ArtifactFile entries, final StoredDescription stored) {
        entries.check(stored.entries());
        try {
            final ManyPictures pictures =
                    ManyPictures.in(entries, stored.training().pictureCount());
            return whole(
                    entries,
                    stored.with(pictures.training(stored.training())),
                    pictures.calibration(entries.json(CALIBRATION, StoredCalibration.class)),
                    entries.has(APPEARANCE)
                            ? Optional.of(pictures.appearance(entries.json(APPEARANCE, StoredAppearance.class)))
                            : Optional.empty());
        } catch (final IllegalArgumentException e) {
            throw entries.contradictory(String.valueOf(e.getMessage()), e);
        }
    }

    private static ModelFile whole(
            final ArtifactFile entries,
            final ModelDescription description,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance) {
        return new ModelFile(
                entries,
                description,
                alignment(entries, description),
                calibration,
                appearance,
                entries.has(CHECK) ? Optional.of(entries.json(CHECK, ModelCheck.class)) : Optional.empty(),
                Thumbnails.open(entries, description.training()),
                entries.has(CHANGES) ? List.of(entries.json(CHANGES, ModelChange[].class)) : List.of());
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

    /** Writes what a model knows of its pictures, but their list in the description. */
    static void writeKnown(
            final ArtifactWriter writer,
            final TrainingDescription training,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance,
            final Optional<ModelCheck> check,
            final Thumbnails thumbnails)
            throws IOException {
        final boolean many = training.pictures().size() > ManyPictures.MOST_IN_DOCUMENTS;
        if (many) {
            ManyPictures.write(writer, training, calibration, appearance);
        }
        writeCalibration(writer, calibration, many);
        if (appearance.isPresent()) {
            writer.json(APPEARANCE, many ? StoredAppearance.of(appearance.get()) : appearance.get());
        }
        if (check.isPresent()) {
            writer.json(CHECK, check.get());
        }
        thumbnails.write(writer);
    }

    /**
     * Writes the thresholds.
     *
     * @param many whether the scores are written apart
     */
    private static void writeCalibration(final ArtifactWriter writer, final Calibration calibration, final boolean many)
            throws IOException {
        writer.json(CALIBRATION, many ? StoredCalibration.of(calibration) : calibration);
    }

    /** Writes other thresholds for the scores that this file has; where these lie apart, they are copied with the other entries. */
    void writeCalibration(final ArtifactWriter writer, final Calibration other) throws IOException {
        writeCalibration(writer, other, many());
    }

    /** Writes a description of the pictures that this file has, and ends a file. */
    void finish(final ArtifactWriter writer, final ModelDescription other) throws IOException {
        finish(writer, other, many());
    }

    private boolean many() {
        return description.training().pictures() instanceof PictureNames;
    }

    /** Writes the description, and ends a file. */
    static void finishNew(final ArtifactWriter writer, final ModelDescription description) throws IOException {
        finish(writer, description, description.training().pictures().size() > ManyPictures.MOST_IN_DOCUMENTS);
    }

    private static void finish(final ArtifactWriter writer, final ModelDescription description, final boolean many)
            throws IOException {
        writer.finish(DESCRIPTION, Json.document(many ? StoredDescription.of(description) : description));
    }

    private static ManyPictures.Head head(final Path path, final byte[] json) {
        final ManyPictures.Head head = Json.read(json, ManyPictures.Head.class, DESCRIPTION + " in " + path);
        final int version = head.formatVersion();
        if (version > ModelDescription.FORMAT_VERSION) {
            throw new ModelException(
                    ErrorCode.MODEL_TOO_NEW,
                    "Model " + path + " has format version " + version
                            + " and this software reads up to " + ModelDescription.FORMAT_VERSION
                            + ". Update Blemish, or fit the model again.");
        }
        return head;
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
}
