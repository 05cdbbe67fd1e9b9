package io.blemish.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What {@code doctor} found out about one thing.
 *
 * @param health whether all is well
 * @param topic a word or two
 * @param sentence for a person
 */
record Finding(Health health, String topic, String sentence) {
    /** Whether all is well. */
    enum Health {
        /** It is. */
        OK,
        /** It works, and something could be better. */
        NOTE,
        /** It is not. */
        WRONG;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(final String topic, final String sentence) {
        return new Finding(Health.OK, topic, sentence);
    }

    static Finding note(final String topic, final String sentence) {
        return new Finding(Health.NOTE, topic, sentence);
    }

    static Finding wrong(final String topic, final String sentence) {
        return new Finding(Health.WRONG, topic, sentence);
    }
}
