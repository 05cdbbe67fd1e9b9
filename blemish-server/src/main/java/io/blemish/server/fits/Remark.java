package io.blemish.server.fits;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a person should look at a picture before a model learns from it. */
public enum Remark {
    /** Another picture is the same to the byte. */
    TWIN,
    /** Most pictures have another size. */
    OTHER_SIZE,
    /** It is grey and most pictures have colours, or it has colours and most are grey. */
    OTHER_COLOUR,
    /** It is far less sharp than the others. */
    BLURRED,
    /** It is far darker than the others. */
    DARK,
    /** It is far brighter than the others. */
    BRIGHT;

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
