package io.blemish.detector.spade;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.DetectorTrainer;
import java.util.List;

/**
 * How to train SPADE.
 *
 * @param pictures {@code K}: how many of the gallery's pictures are compared patch by patch, at least 1
 */
public record SpadeOptions(int pictures) implements DetectorOptions {
    /** The detector's name. */
    public static final String TYPE = "spade";

    /** The paper's number of pictures. */
    public static final int DEFAULT_PICTURES = 50;

    /** The paper's K. */
    public static final SpadeOptions DEFAULT = new SpadeOptions(DEFAULT_PICTURES);

    /**
     * Checks the range.
     *
     * @param pictures the number {@code K} of the gallery's pictures that are compared patch by patch, at least 1
     */
    public SpadeOptions {
        if (pictures < 1) {
            throw new IllegalArgumentException("pictures must be at least 1, not " + pictures);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary() {
        return "a gallery of all pictures, of which the " + pictures + " most similar are compared";
    }

    @Override
    public DetectorTrainer trainer(final List<FeatureMap> first, final long seed) {
        return new SpadeTrainer(pictures, first.get(first.size() - 1).channels(), seed);
    }
}
