package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.views.ViewsOptions;
import java.util.Locale;

/** What a model keeps of its training pictures, to show a person what a region was compared with. */
public enum KeptEvidence {
    /** The name of the training picture and the place in it. */
    POSITIONS,
    /** The positions, and a small copy of each training picture. */
    THUMBNAILS;

    /**
     * {@return what a model keeps unless it is told} Views keep small copies. Files of the other detectors stay as they were before
     * there were copies, and some of them say of no region what it was compared with.
     *
     * @param detector which is trained
     */
    static KeptEvidence usual(final DetectorOptions detector) {
        return detector instanceof ViewsOptions ? THUMBNAILS : POSITIONS;
    }

    /** {@return the word for it on the command line and in JSON} */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
