package io.blemish.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a reader has found so far. */
final class Reading {
    private final Folder root;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Reading(final Folder root) {
        this.root = root;
    }

    void add(final Sample sample) {
        samples.add(sample);
    }

    void train(final List<Path> pictures, final String kind) {
        pictures.forEach(picture -> normal(picture, kind, Split.TRAIN));
    }

    void testNormal(final List<Path> pictures, final String kind) {
        pictures.forEach(picture -> normal(picture, kind, Split.TEST));
    }

    void testAnomalous(final Path picture, final String kind, final Mask mask) {
        add(new Sample(idOf(picture), picture, Label.ANOMALOUS, kind, mask, Split.TEST));
    }

    private void normal(final Path picture, final String kind, final Split split) {
        add(new Sample(idOf(picture), picture, Label.NORMAL, kind, new Mask.None(), split));
    }

    void warn(final String sentence) {
        warnings.add(sentence);
    }

    /** The path below the root, for a message. */
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
