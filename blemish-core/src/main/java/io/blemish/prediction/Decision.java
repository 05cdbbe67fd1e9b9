package io.blemish.prediction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What is decided about a picture. */
public enum Decision {
    /** The picture shows no defect. */
    OK,
    /** A person is to look at the picture. */
    REVIEW,
    /** The picture shows a defect. */
    DEFECT;

    /** {@return the decision in JSON, in CSV and in the database} */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the decision about a picture}
     *
     * @param score of the picture
     * @param threshold a picture with a score above this shows a defect
     * @param reviewThreshold a person looks at any other picture with a score above this
     */
    public static Decision of(final float score, final float threshold, final Optional<Float> reviewThreshold) {
        if (score > threshold) {
            return DEFECT;
        }
        return reviewThreshold.isPresent() && score > reviewThreshold.get() ? REVIEW : OK;
    }
}
