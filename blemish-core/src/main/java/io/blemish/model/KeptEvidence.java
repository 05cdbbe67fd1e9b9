package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a model keeps of its training pictures, to show a person what a region was compared with. */
public enum KeptEvidence {
    /** The name of the training picture and the place in it. */
    POSITIONS,
    /** The positions, and a small copy of each training picture. */
    THUMBNAILS;

    /** {@return the word for it on the command line and in JSON} */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
