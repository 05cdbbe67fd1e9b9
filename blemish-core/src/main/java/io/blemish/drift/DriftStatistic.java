package io.blemish.drift;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A number of each picture in which drift can show. */
public enum DriftStatistic {
    /** The score of the picture. */
    SCORE(false),
    /** The median distance of its patches from the normal. */
    TYPICAL_DISTANCE(false),
    /** The mean luma. */
    BRIGHTNESS(true),
    /** The standard deviation of the luma. */
    CONTRAST(true),
    /** The variance of the Laplacian over the variance of the luma. */
    SHARPNESS(true),
    /** Red minus blue. */
    WARMTH(true),
    /** How far its edges lie to the right of those of the training pictures, in percent of the width. */
    SHIFT_RIGHT(true),
    /** How far its edges lie below those of the training pictures, in percent of the height. */
    SHIFT_DOWN(true);

    private final boolean bothWays;

    DriftStatistic(final boolean bothWays) {
        this.bothWays = bothWays;
    }

    /**
     * {@return whether low values are drift, too} Low scores and distances are none: the detector that a model keeps has seen
     * more good pictures than those that gave the scores to compare with, so that its scores are lower as a rule.
     */
    public boolean bothWays() {
        return bothWays;
    }

    /** {@return the name in JSON, such as {@code shift_right}} */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
