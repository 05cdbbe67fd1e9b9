package io.blemish.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the samples of a data set, and the warnings for its user, while a layout is read. */
final class DatasetBuilder {
    private final Folder root;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    DatasetBuilder(final Folder root) {
        this.root = root;
    }

    void add(final Sample sample) {
        samples.add(sample);
    }

    /** Adds good pictures to fit on. */
    void train(final List<Path> pictures, final String kind) {
        pictures.forEach(picture -> normal(picture, kind, Split.TRAIN));
    }

    /** Adds good pictures to test. */
    void testNormal(final List<Path> pictures, final String kind) {
        pictures.forEach(picture -> normal(picture, kind, Split.TEST));
    }

    /** Adds a defective picture, which is always to test. */
    void testAnomalous(final Path picture, final String kind, final Mask mask) {
        add(new Sample(idOf(picture), picture, Label.ANOMALOUS, kind, mask, Split.TEST));
    }

    private void normal(final Path picture, final String kind, final Split split) {
        add(new Sample(idOf(picture), picture, Label.NORMAL, kind, new Mask.None(), split));
    }

    void warn(final String sentence) {
        warnings.add(sentence);
    }

    /**
     * Warns that the pictures of a folder below the root are left out, if there are any.
     *
     * @param name the folder's
     * @param why the reason, for the message
     */
    void warnLeftOut(final String name, final String why) {
        root.folder(name).ifPresent(folder -> warnLeftOut(name, folder.picturesBelow(), why));
    }

    /**
     * Warns that pictures are left out, if there are any.
     *
     * @param name the folder's in which they are, or whatever else names them
     * @param why the reason, for the message
     */
    void warnLeftOut(final String name, final List<Path> pictures, final String why) {
        if (!pictures.isEmpty()) {
            warn("The " + pictures.size() + " pictures of " + name + " are left out: " + why + ".");
        }
    }

    /** Warns that the defective pictures of a folder of pictures to fit on are left out, if there are any. */
    void warnOfTraining(final Folder folder, final List<Path> defective) {
        if (!defective.isEmpty()) {
            warn("The " + defective.size() + " defective pictures of " + idOf(folder.path())
                    + " are left out: only good pictures are to fit on.");
        }
    }

    /** The path below the root, with {@code /} between the parts. */
    String idOf(final Path path) {
        return root.idOf(path);
    }

    List<Sample> samples() {
        return samples;
    }

    List<String> warnings() {
        return warnings;
    }
}
