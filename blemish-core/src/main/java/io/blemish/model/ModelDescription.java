package io.blemish.model;

import io.blemish.artifact.Entry;
import io.blemish.artifact.Ranges;
import io.blemish.backbone.BackboneDescription;
import io.blemish.detector.DetectorDescription;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.MapRenderer;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code model.json}: everything that made the model, so that it can be made again.
 *
 * @param formatVersion of the file; a reader refuses a newer version than it knows
 * @param software that wrote it, with its version
 * @param detector its kind and every parameter
 * @param backbone the network; of an ensemble all of them
 * @param preprocessing from a decoded picture to the network's input
 * @param sigma of the Gaussian that smooths the anomaly map, in pixels of the network's input
 * @param training the pictures
 * @param entries size and hash of every other entry of the file, by name
 */
public record ModelDescription(
        int formatVersion,
        String software,
        DetectorDescription detector,
        BackboneDescription backbone,
        Preprocessing preprocessing,
        double sigma,
        TrainingDescription training,
        Map<String, Entry> entries) {
    /** The newest version that this library reads; it writes the oldest that a model can do with. */
    public static final int FORMAT_VERSION = 5;

    /** The version of a model that inspects a part of the picture: an older reader would inspect all of it. */
    private static final int WITH_MASK = 5;

    /**
     * Checks the ranges.
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
    public ModelDescription {
        Ranges.within(formatVersion, "format_version", 1, Integer.MAX_VALUE);
        Ranges.present(software, "software");
        Ranges.present(detector, "detector");
        Ranges.present(backbone, "backbone");
        Ranges.present(preprocessing, "preprocessing");
        Ranges.within(sigma, "sigma", 0, MapRenderer.MAX_SIGMA);
        Ranges.present(training, "training");
        Ranges.complete(List.copyOf(Ranges.present(entries, "entries").values()), "entries");
    }

    /** The oldest version that such a model can do with. */
    static int formatVersion(final DetectorDescription detector, final Preprocessing preprocessing) {
        return preprocessing.mask().isPresent()
                ? Math.max(WITH_MASK, detector.formatVersion())
                : detector.formatVersion();
    }

    /** What makes the model's maps. */
    MapRenderer renderer() {
        return new MapRenderer(sigma, preprocessing.mask());
    }

    /** The same with other entries. */
    ModelDescription withEntries(final Map<String, Entry> others) {
        return new ModelDescription(
                formatVersion, software, detector, backbone, preprocessing, sigma, training, others);
    }

    /** The same with another detector that knows other pictures. */
    ModelDescription with(
            final DetectorDescription other, final TrainingDescription pictures, final Map<String, Entry> others) {
        return new ModelDescription(
                formatVersion, Software.NAME_AND_VERSION, other, backbone, preprocessing, sigma, pictures, others);
    }

    /**
     * The pictures that the model was fitted on.
     *
     * @param dataset its name
     * @param fingerprint SHA-256 over the names and contents of all pictures used
     * @param pictures their names, in order; {@code bank_source.npy} counts from 0 in this list
     * @param heldOut the numbers of those that set the threshold
     */
    public record TrainingDescription(
            String dataset, String fingerprint, List<String> pictures, List<Integer> heldOut) {
        /**
         * Copies the lists.
         *
         * @param dataset its name
         * @param fingerprint SHA-256 over the names and contents of all pictures used
         * @param pictures their names, in order; copied
         * @param heldOut the numbers of those that set the threshold; copied
         */
        public TrainingDescription {
            Ranges.present(dataset, "dataset");
            Ranges.present(fingerprint, "fingerprint");
            pictures = Ranges.complete(pictures, "pictures");
            heldOut = Ranges.complete(heldOut, "held_out");
        }
    }
}
