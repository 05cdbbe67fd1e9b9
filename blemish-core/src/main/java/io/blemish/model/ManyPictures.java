package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.alignment.AlignmentDescription;
import io.blemish.alignment.Turns;
import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Entry;
import io.blemish.artifact.Ranges;
import io.blemish.backbone.BackboneDescription;
import io.blemish.detector.DetectorDescription;
import io.blemish.drift.LearnedAppearance;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.ReviewThreshold;
import java.io.IOException;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model knows of each of its training pictures, as a file of very many pictures has it: in arrays of their own, beside
 * documents that stay small however many pictures there are. Names and sizes are read when they are asked for.
 *
 * @param entries the arrays' folder in the model file
 * @param pictures how many pictures there are
 */
record ManyPictures(ArtifactFile entries, int pictures) {
    /** Above this, pictures have arrays of their own. So many take a megabyte or two in documents. */
    static final int MOST_IN_DOCUMENTS = 10_000;

    private static final String FOLDER = "pictures/";
    private static final String SIZES = "sizes.npy";
    private static final String SCORES = "scores.npy";
    private static final String SCORE_PICTURES = "score_pictures.npy";
    private static final String PEAKS = "peaks.npy";
    private static final String TYPICAL_DISTANCE = "typical_distance.npy";
    private static final String BRIGHTNESS = "brightness.npy";
    private static final String CONTRAST = "contrast.npy";
    private static final String SHARPNESS = "sharpness.npy";
    private static final String WARMTH = "warmth.npy";
    private static final String SHIFT_RIGHT = "shift_right.npy";
    private static final String SHIFT_DOWN = "shift_down.npy";

    /**
     * Those of a model file.
     *
     * @param file whose entries are whole
     * @param pictures how many it says that there are
     */
    static ManyPictures in(final ArtifactFile file, final int pictures) {
        return new ManyPictures(file.within(FOLDER), pictures);
    }

    /**
     * The pictures.
     *
     * @throws IllegalArgumentException if the arrays are not those of so many pictures
     */
    TrainingDescription training(final StoredTraining stored) {
        return new TrainingDescription(
                stored.dataset(),
                stored.fingerprint(),
                PictureNames.open(listed(PictureNames.TEXT, PictureNames.ENDS), pictures),
                KeptList.numbers(pictures),
                sizes());
    }

    /** Only arrays that the description lists were compared with what was written. */
    private ArtifactFile listed(final String... names) {
        for (final String name : names) {
            if (!entries.has(name)) {
                throw new IllegalArgumentException("its description does not list " + FOLDER + name);
            }
        }
        return entries;
    }

    private List<Size> sizes() {
        if (!entries.has(SIZES)) {
            return List.of();
        }
        final IntBuffer sides = listed(SIZES).ints(SIZES);
        Ranges.within(sides.remaining(), "the size of " + SIZES, 2L * pictures, 2L * pictures);
        for (int i = 0; i < sides.remaining(); i++) {
            Ranges.within(sides.get(i), "a size", 1, Integer.MAX_VALUE);
        }
        return new KeptList<>(pictures, i -> new Size(sides.get(2 * i), sides.get(2 * i + 1)));
    }

    /**
     * The thresholds with the scores that they come from.
     *
     * @throws IllegalArgumentException if the arrays are not those of so many pictures
     */
    Calibration calibration(final StoredCalibration stored) {
        final int[] order = new int[pictures];
        final IntBuffer numbers = listed(SCORE_PICTURES).ints(SCORE_PICTURES);
        Ranges.within(numbers.remaining(), "the size of " + SCORE_PICTURES, pictures, pictures);
        numbers.get(order);
        for (final int number : order) {
            Ranges.within(number, "the number of a score's picture", 0, pictures - 1L);
        }
        return new Calibration(
                stored.maxFalseAlarms(),
                Ranges.present(stored.confidence(), "confidence"),
                stored.threshold(),
                stored.pixelThreshold(),
                stored.above(),
                values(SCORES),
                values(PEAKS),
                order,
                stored.review());
    }

    /**
     * How the pictures look.
     *
     * @throws IllegalArgumentException if the arrays are not those of so many pictures
     */
    LearnedAppearance appearance(final StoredAppearance stored) {
        return new LearnedAppearance(
                values(TYPICAL_DISTANCE),
                values(BRIGHTNESS),
                values(CONTRAST),
                values(SHARPNESS),
                values(WARMTH),
                entries.has(SHIFT_RIGHT) ? values(SHIFT_RIGHT) : new float[0],
                entries.has(SHIFT_DOWN) ? values(SHIFT_DOWN) : new float[0],
                stored.columns(),
                stored.rows());
    }

    private float[] values(final String name) {
        final FloatMatrix matrix = listed(name).floats(name);
        Ranges.shape(matrix, name, pictures, 1);
        final float[] values = new float[pictures];
        matrix.copyRows(0, pictures, values, 0);
        return values;
    }

    /**
     * Writes the arrays of pictures.
     *
     * @param writer of the model file
     * @param training the pictures
     * @param calibration with a score of each
     * @param appearance how each looks, if that is known
     */
    static void write(
            final ArtifactWriter writer,
            final TrainingDescription training,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance)
            throws IOException {
        final ArtifactWriter folder = writer.within(FOLDER);
        PictureNames.write(folder, training.pictures());
        if (!training.sizes().isEmpty()) {
            final int[] sides = training.sizes().stream()
                    .flatMapToInt(size -> IntStream.of(size.width(), size.height()))
                    .toArray();
            folder.ints(SIZES, sides, sides.length);
        }
        write(folder, SCORES, calibration.scores());
        folder.ints(SCORE_PICTURES, calibration.pictures(), calibration.pictures().length);
        write(folder, PEAKS, calibration.peaks());
        if (appearance.isPresent()) {
            final LearnedAppearance known = appearance.get();
            write(folder, TYPICAL_DISTANCE, known.typicalDistance());
            write(folder, BRIGHTNESS, known.brightness());
            write(folder, CONTRAST, known.contrast());
            write(folder, SHARPNESS, known.sharpness());
            write(folder, WARMTH, known.warmth());
            write(folder, SHIFT_RIGHT, known.shiftRight());
            write(folder, SHIFT_DOWN, known.shiftDown());
        }
    }

    /** There is no array where there are no values. */
    private static void write(final ArtifactWriter folder, final String name, final float[] values) throws IOException {
        if (values.length > 0) {
            folder.floats(name, FloatMatrix.wrap(values, values.length, 1));
        }
    }

    /**
     * {@code calibration.json} without the scores.
     *
     * @param maxFalseAlarms see {@link Calibration}
     * @param confidence see {@link Calibration}
     * @param threshold see {@link Calibration}
     * @param pixelThreshold see {@link Calibration}
     * @param above see {@link Calibration}
     * @param review see {@link Calibration}
     */
    record StoredCalibration(
            double maxFalseAlarms,
            Optional<Double> confidence,
            float threshold,
            float pixelThreshold,
            int above,
            Optional<ReviewThreshold> review) {
        static StoredCalibration of(final Calibration calibration) {
            return new StoredCalibration(
                    calibration.maxFalseAlarms(),
                    calibration.confidence(),
                    calibration.threshold(),
                    calibration.pixelThreshold(),
                    calibration.above(),
                    calibration.review());
        }
    }

    /**
     * {@code appearance.json} without the values of each picture.
     *
     * @param columns see {@link LearnedAppearance}
     * @param rows see {@link LearnedAppearance}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record StoredAppearance(float[] columns, float[] rows) {
        static StoredAppearance of(final LearnedAppearance appearance) {
            return new StoredAppearance(appearance.columns(), appearance.rows());
        }
    }

    /**
     * The pictures in {@code model.json}, if they are not listed there.
     *
     * @param dataset its name
     * @param fingerprint SHA-256 over the names and contents of all pictures used
     * @param pictureCount how many there are
     */
    record StoredTraining(String dataset, String fingerprint, int pictureCount) {
        StoredTraining {
            Ranges.within(pictureCount, "picture_count", 1, Integer.MAX_VALUE);
        }
    }

    /**
     * {@code model.json} without the list of pictures.
     *
     * @param formatVersion see {@link ModelDescription}
     * @param software see {@link ModelDescription}
     * @param detector see {@link ModelDescription}
     * @param backbone see {@link ModelDescription}
     * @param preprocessing see {@link ModelDescription}
     * @param alignment see {@link ModelDescription}
     * @param sigma see {@link ModelDescription}
     * @param training how many pictures there are
     * @param entries see {@link ModelDescription}
     * @param tuning see {@link ModelDescription}
     */
    record StoredDescription(
            int formatVersion,
            String software,
            DetectorDescription detector,
            BackboneDescription backbone,
            Preprocessing preprocessing,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<AlignmentDescription> alignment,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Turns> turns,
            double sigma,
            StoredTraining training,
            Map<String, Entry> entries,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TuningRecord> tuning) {
        StoredDescription {
            Ranges.present(training, "training");
            Ranges.complete(List.copyOf(Ranges.present(entries, "entries").values()), "entries");
        }

        static StoredDescription of(final ModelDescription whole) {
            return new StoredDescription(
                    whole.formatVersion(),
                    whole.software(),
                    whole.detector(),
                    whole.backbone(),
                    whole.preprocessing(),
                    whole.alignment(),
                    whole.turns(),
                    whole.sigma(),
                    new StoredTraining(
                            whole.training().dataset(),
                            whole.training().fingerprint(),
                            whole.training().pictures().size()),
                    whole.entries(),
                    whole.tuning());
        }

        ModelDescription with(final TrainingDescription pictures) {
            return new ModelDescription(
                    formatVersion,
                    software,
                    detector,
                    backbone,
                    preprocessing,
                    alignment,
                    turns,
                    sigma,
                    pictures,
                    entries,
                    tuning);
        }
    }

    /**
     * What tells how {@code model.json} is to be read.
     *
     * @param formatVersion of the file
     * @param training possibly with the number of pictures; null in a file of a later version
     */
    record Head(int formatVersion, @Nullable Count training) {
        /** How many pictures there are, if they are not listed. */
        Optional<Integer> pictureCount() {
            return Optional.ofNullable(training).map(Count::pictureCount);
        }
    }

    /**
     * The number of pictures.
     *
     * @param pictureCount null if they are listed
     */
    record Count(@Nullable Integer pictureCount) {}
}
