package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.PictureException;
import io.blemish.alignment.AlignmentDescription;
import io.blemish.alignment.Turns;
import io.blemish.artifact.Entry;
import io.blemish.artifact.Ranges;
import io.blemish.backbone.BackboneDescription;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.prediction.MapRenderer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code model.json}: everything that made the model, so that it can be made again.
 *
 * @param formatVersion of the file; a reader refuses a newer version than it knows
 * @param software that wrote it, with its version
 * @param detector its kind and every parameter
 * @param backbone the network; of an ensemble all of them
 * @param preprocessing from a decoded picture to the network's input
 * @param alignment that pictures are brought to the pose of a template before; empty if not
 * @param turns of the copies of training pictures; empty if the model learned from the pictures as they are alone
 * @param sigma of the Gaussian that smooths the anomaly map, in pixels of the network's input
 * @param training the pictures
 * @param entries size and hash of every other entry of the file, by name
 * @param tuning what was tried before the fit; empty if nothing was
 */
public record ModelDescription(
        int formatVersion,
        String software,
        DetectorDescription detector,
        BackboneDescription backbone,
        Preprocessing preprocessing,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<AlignmentDescription> alignment,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Turns> turns,
        double sigma,
        TrainingDescription training,
        Map<String, Entry> entries,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TuningRecord> tuning) {
    /** The newest version that this library reads; it writes the oldest that a model can do with. */
    public static final int FORMAT_VERSION = 6;

    /** The version of a model that inspects a part of the picture: an older reader would inspect all of it. */
    private static final int WITH_MASK = 5;

    /** The version of a model that cuts pictures into tiles: an older reader would squash all of one into an input. */
    private static final int WITH_TILES = 6;

    /** The version of a model that brings pictures to a pose: an older reader would judge them as they are. */
    private static final int WITH_ALIGNMENT = 6;

    /** The version of a model that learned from turned copies: an older reader would name wrong pictures as evidence. */
    private static final int WITH_TURNS = 6;

    /**
     * The version of a model of so many pictures that they are not listed in {@code model.json}, or of so many patches that their
     * numbers need 64 bits. An older reader would not understand either.
     */
    private static final int WITH_MANY_PICTURES = 6;

    /**
     * Checks the ranges.
     *
     * @param formatVersion of the file
     * @param software that wrote it, with its version
     * @param detector its kind and every parameter
     * @param backbone the network; of an ensemble all of them
     * @param preprocessing from a decoded picture to the network's input
     * @param alignment that pictures are brought to the pose of a template before; empty if not
     * @param turns of the copies of training pictures; empty if the model learned from the pictures as they are alone
     * @param sigma of the Gaussian that smooths the anomaly map, in pixels of the network's input
     * @param training the pictures
     * @param entries size and hash of every other entry of the file, by name
     * @param tuning what was tried before the fit; empty if nothing was
     */
    public ModelDescription {
        Ranges.within(formatVersion, "format_version", 1, Integer.MAX_VALUE);
        Ranges.present(software, "software");
        Ranges.present(detector, "detector");
        Ranges.present(backbone, "backbone");
        Ranges.present(preprocessing, "preprocessing");
        if (Ranges.present(alignment, "alignment").isPresent()
                && preprocessing.tiling().isPresent()) {
            throw new IllegalArgumentException("pictures that are brought to a pose are not cut into tiles");
        }
        if (Ranges.present(turns, "turns").isPresent()
                && (alignment.isPresent() || preprocessing.tiling().isPresent())) {
            throw new IllegalArgumentException(
                    "copies of pictures are turned only if pictures are taken whole and as they are");
        }
        Ranges.within(sigma, "sigma", 0, MapRenderer.MAX_SIGMA);
        Ranges.present(training, "training");
        final int sizes =
                preprocessing.tiling().isPresent() ? training.pictures().size() : 0;
        Ranges.within(training.sizes().size(), "the number of sizes", sizes, sizes);
        Ranges.within(tiles(preprocessing, training.sizes()), "the number of tiles", 0, Integer.MAX_VALUE);
        Ranges.complete(List.copyOf(Ranges.present(entries, "entries").values()), "entries");
        Ranges.present(tuning, "tuning");
    }

    /**
     * Of a model that judges pictures as they are, and before whose fit nothing was tried.
     *
     * @param formatVersion of the file
     * @param software that wrote it, with its version
     * @param detector its kind and every parameter
     * @param backbone the network; of an ensemble all of them
     * @param preprocessing from a decoded picture to the network's input
     * @param sigma of the Gaussian that smooths the anomaly map, in pixels of the network's input
     * @param training the pictures
     * @param entries size and hash of every other entry of the file, by name
     */
    public ModelDescription(
            final int formatVersion,
            final String software,
            final DetectorDescription detector,
            final BackboneDescription backbone,
            final Preprocessing preprocessing,
            final double sigma,
            final TrainingDescription training,
            final Map<String, Entry> entries) {
        this(
                formatVersion,
                software,
                detector,
                backbone,
                preprocessing,
                Optional.empty(),
                Optional.empty(),
                sigma,
                training,
                entries,
                Optional.empty());
    }

    private static long tiles(final Preprocessing preprocessing, final List<Size> sizes) {
        long tiles = 0;
        for (final Size size : sizes) {
            try {
                tiles += preprocessing.tiles(size).count();
            } catch (final PictureException e) {
                throw new IllegalArgumentException("sizes must be those of pictures that can be cut into tiles", e);
            }
        }
        return tiles;
    }

    /** The oldest version that such a model can do with. */
    static int formatVersion(
            final DetectorDescription detector,
            final Preprocessing preprocessing,
            final boolean aligned,
            final Optional<Turns> turns,
            final TrainingDescription training) {
        return Math.max(
                formatVersion(detector, preprocessing, aligned, turns.isPresent()),
                formatVersion(detector, training.slots(preprocessing, turns).total(), training));
    }

    private static int formatVersion(
            final DetectorDescription detector, final long inputs, final TrainingDescription training) {
        final boolean manyPatches = inputs * detector.gridHeight() * detector.gridWidth() > Integer.MAX_VALUE;
        return manyPatches || training.pictures().size() > ManyPictures.MOST_IN_DOCUMENTS ? WITH_MANY_PICTURES : 1;
    }

    private static int formatVersion(
            final DetectorDescription detector,
            final Preprocessing preprocessing,
            final boolean aligned,
            final boolean turned) {
        if (aligned) {
            return Math.max(WITH_ALIGNMENT, detector.formatVersion());
        }
        if (turned) {
            return Math.max(WITH_TURNS, detector.formatVersion());
        }
        if (preprocessing.tiling().isPresent()) {
            return Math.max(WITH_TILES, detector.formatVersion());
        }
        return preprocessing.mask().isPresent()
                ? Math.max(WITH_MASK, detector.formatVersion())
                : detector.formatVersion();
    }

    /** {@return lines that describe the detector to a person} */
    public List<Fact> facts() {
        return detector.facts(
                String.format(Locale.ROOT, "%,d %s", trainingInputs().count(), inputs()));
    }

    private String inputs() {
        if (turns.isPresent()) {
            return "turned pictures";
        }
        return preprocessing.tiling().isPresent() ? "tiles" : "pictures";
    }

    /** The inputs of the networks that the model has learned from. */
    TrainingInputs trainingInputs() {
        return new TrainingInputs(training, training.slots(preprocessing, turns));
    }

    /** What makes the model's maps. */
    MapRenderer renderer() {
        return new MapRenderer(sigma, preprocessing.mask());
    }

    /** The same with other entries. */
    ModelDescription withEntries(final Map<String, Entry> others) {
        return new ModelDescription(
                formatVersion,
                software,
                detector,
                backbone,
                preprocessing,
                alignment,
                turns,
                sigma,
                training,
                others,
                tuning);
    }

    /** The same with another detector that knows other pictures. */
    ModelDescription with(
            final DetectorDescription other, final TrainingDescription pictures, final Map<String, Entry> others) {
        return new ModelDescription(
                Math.max(
                        formatVersion,
                        formatVersion(
                                other, pictures.slots(preprocessing, turns).total(), pictures)),
                Software.NAME_AND_VERSION,
                other,
                backbone,
                preprocessing,
                alignment,
                turns,
                sigma,
                pictures,
                others,
                tuning);
    }

    /**
     * The pictures that the model was fitted on.
     *
     * @param dataset its name
     * @param fingerprint SHA-256 over the names and contents of all pictures used
     * @param pictures their names, in order; {@code bank_source.npy} counts from 0 in this list
     * @param heldOut the numbers of those that set the threshold
     * @param sizes of the pictures, if they are cut into tiles: the entries of {@code bank_source.npy} count their tiles; else
     *     empty
     */
    public record TrainingDescription(
            String dataset,
            String fingerprint,
            List<String> pictures,
            List<Integer> heldOut,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Size> sizes) {
        /**
         * Copies the lists.
         *
         * @param dataset its name
         * @param fingerprint SHA-256 over the names and contents of all pictures used
         * @param pictures their names, in order; copied
         * @param heldOut the numbers of those that set the threshold; copied
         * @param sizes of the pictures, if they are cut into tiles, else empty; copied
         */
        public TrainingDescription {
            Ranges.present(dataset, "dataset");
            Ranges.present(fingerprint, "fingerprint");
            pictures = complete(pictures, "pictures");
            heldOut = complete(heldOut, "held_out");
            // A document without tiles does not have them.
            sizes = sizes == null ? List.of() : complete(sizes, "sizes");
        }

        /** A copy of a list that may change. */
        private static <T> List<T> complete(final List<T> list, final String name) {
            return list instanceof KeptList<T> ? list : Ranges.complete(list, name);
        }

        /**
         * Whole pictures.
         *
         * @param dataset its name
         * @param fingerprint SHA-256 over the names and contents of all pictures used
         * @param pictures their names, in order; copied
         * @param heldOut the numbers of those that set the threshold; copied
         */
        public TrainingDescription(
                final String dataset,
                final String fingerprint,
                final List<String> pictures,
                final List<Integer> heldOut) {
            this(dataset, fingerprint, pictures, heldOut, List.of());
        }

        /** Which inputs of the networks belong to which picture. */
        InputSlots slots(final Preprocessing preprocessing, final Optional<Turns> turns) {
            return preprocessing.tiling().isPresent()
                    ? InputSlots.ofTiles(preprocessing, sizes)
                    : InputSlots.ofWhole(preprocessing, pictures.size(), turns);
        }
    }
}
