package io.blemish.server.history;

import io.blemish.prediction.Decision;
import java.util.Locale;
import java.util.Optional;

/**
 * A person's opinion of a verdict.
 *
 * @param opinion the opinion
 * @param note the person's comment
 */
public record Label(Opinion opinion, Optional<String> note) {
    /** An opinion. */
    public enum Opinion {
        /** The verdict is right. */
        RIGHT,
        /** The verdict is wrong. */
        WRONG,
        /** The person looked at a picture that was left to a person, and it shows no defect. */
        GOOD,
        /** The person looked at a picture that was left to a person, and it shows a defect. */
        DEFECT;

        /** The opinion in JSON, CSV and the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The opinion of a word; empty if there is none. */
        public static Optional<Opinion> of(final String word) {
            for (final Opinion opinion : values()) {
                if (opinion.word().equals(word)) {
                    return Optional.of(opinion);
                }
            }
            return Optional.empty();
        }

        /**
         * The same opinion, as it is recorded for a verdict: a picture that was left to a person is good or defective, and any
         * other verdict is right or wrong.
         *
         * @return empty if it says nothing about that verdict
         */
        public Optional<Opinion> about(final Decision verdict) {
            final boolean truth = this == GOOD || this == DEFECT;
            if (verdict == Decision.REVIEW) {
                return truth ? Optional.of(this) : Optional.empty();
            }
            return Optional.of(!truth ? this : (this == DEFECT) == (verdict == Decision.DEFECT) ? RIGHT : WRONG);
        }
    }

    /** The label in JSON, CSV and the database. */
    public String word() {
        return opinion.word();
    }
}
