package io.blemish.detector.rad;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import io.blemish.detector.WorstShare;
import java.util.List;

/**
 * How to train RAD, retrieval-based anomaly detection (arXiv 2601.22763, 2026). The normal pictures that are most like the one in
 * question are found, and each of its patches is compared with theirs around the same place, layer by layer, by the cosine. The
 * distances of all layers are averaged. Pictures are compared by the mean of the last layer; if that has one place alone, as the
 * class token of a transformer has, by it, and patches are compared by the others.
 *
 * @param pictures how many normal pictures are compared patch by patch, at least 1: the paper's K
 * @param radius how many positions of the grid a patch may lie elsewhere, 0 to 16: the paper's r
 * @param imageScore what makes the score of a picture of the distances of its patches
 */
public record RadOptions(int pictures, int radius, WorstShare imageScore) implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "rad";

    /** The paper's number of pictures for MVTec AD. */
    public static final int DEFAULT_PICTURES = 150;

    /** The paper's radius for MVTec AD. */
    public static final int DEFAULT_RADIUS = 1;

    /** More than half of a grid of 28×28 would be all of it. */
    public static final int LARGEST_RADIUS = 16;

    /** What the paper uses for MVTec AD. */
    public static final RadOptions DEFAULT = new RadOptions(DEFAULT_PICTURES, DEFAULT_RADIUS);

    /**
     * Checks the ranges.
     *
     * @param pictures the number of normal pictures that are compared patch by patch, at least 1
     * @param radius number of positions of the grid by which a patch may lie elsewhere, 0 to 16
     * @param imageScore what makes the score of a picture of the distances of its patches
     */
    public RadOptions {
        if (pictures < 1) {
            throw new IllegalArgumentException("pictures must be at least 1, not " + pictures);
        }
        if (radius < 0 || radius > LARGEST_RADIUS) {
            throw new IllegalArgumentException("radius must be from 0 to " + LARGEST_RADIUS + ", not " + radius);
        }
    }

    /**
     * Options whose pictures are scored by the mean of the worst 1% of their patches, as in the paper.
     *
     * @param pictures the number of normal pictures that are compared patch by patch, at least 1
     * @param radius number of positions of the grid by which a patch may lie elsewhere, 0 to 16
     */
    public RadOptions(final int pictures, final int radius) {
        this(pictures, radius, WorstShare.DEFAULT);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "all pictures, of which the " + pictures + " most similar are compared around the same place";
    }

    @Override
    public List<String> defaultLayers() {
        return List.of("layer2", "layer3");
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        final FeatureMap last = first.get(first.size() - 1);
        final boolean whole = first.size() > 1 && last.height() * last.width() == 1;
        return new RadTrainer(this, first.stream().map(FeatureMap::channels).toList(), whole, seed);
    }
}
